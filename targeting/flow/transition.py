"""Movement between states (deciles, in and out of the register) from quarter to quarter.

Counts are matrices with a row for the state before and a column for the state after. On a full register they have no
sampling error: the standard errors and tests are for telling change from noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from terms import InputError


@dataclass(frozen=True)
class Homogeneity:
    """Tests that all quarters share one matrix: likelihood ratio G² (Anderson & Goodman 1957) and Pearson X².

    With millions of families everything is significant: show effect sizes beside them.
    """

    g2: float
    x2: float
    df: int
    p_g2: float
    p_x2: float


def transition_matrix(counts: np.ndarray) -> np.ndarray:
    """p_ij = n_ij/n_i; the row of a state nobody started from is NaN."""
    counts = np.asarray(counts, dtype=float)
    rows = counts.sum(axis=1, keepdims=True)
    return np.divide(counts, rows, out=np.full_like(counts, np.nan), where=rows > 0)


def pooled_matrix(quarters: np.ndarray) -> np.ndarray:
    """The matrix of several quarters' counts added up."""
    return transition_matrix(np.sum(quarters, axis=0))


def homogeneity(quarters: np.ndarray) -> Homogeneity:
    """Test of one matrix over quarters, from counts (quarter, before, after); df count the cells that can be filled."""
    counts = np.asarray(quarters, dtype=float)
    rows = counts.sum(axis=2, keepdims=True)
    pooled = np.nan_to_num(pooled_matrix(counts))
    wanted = rows * pooled
    filled, possible = counts > 0, wanted > 0
    g2 = 2 * float(np.sum(counts[filled] * np.log(counts[filled] / wanted[filled])))
    x2 = float(np.sum((counts[possible] - wanted[possible]) ** 2 / wanted[possible]))
    columns = np.maximum((pooled > 0).sum(axis=1) - 1, 0)
    df = int(np.sum(columns * np.maximum((rows[:, :, 0] > 0).sum(axis=0) - 1, 0)))
    p_g2, p_x2 = (float(special.chdtrc(df, value)) if df else np.nan for value in (g2, x2))
    return Homogeneity(g2, x2, df, p_g2, p_x2)


def effect_size(quarters: np.ndarray) -> float:
    """How far the quarters' matrices lie apart: Cramér's V, 0 = one matrix, 1 = the quarter decides where each goes.

    √(X²/(N·m)), m = the smaller of quarters − 1 and states − 1; NaN for one quarter or nobody. Unlike the p-value of
    ``homogeneity`` it does not grow with the number of families.
    """
    counts = np.asarray(quarters, dtype=float)
    smaller = min(counts.shape[0], counts.shape[2]) - 1
    total = counts.sum()
    return float(np.sqrt(homogeneity(counts).x2 / (total * smaller))) if total and smaller > 0 else float("nan")


def matrix_power(p: np.ndarray, quarters: int) -> np.ndarray:
    """The matrix after so many quarters, if each moved like p and forgot the one before (see ``markov_gap``)."""
    return np.linalg.matrix_power(_complete(p), quarters)


def shorrocks(p: np.ndarray) -> float:
    """Mobility (k − tr P)/(k − 1): 0 when nobody moves, 1 when where one was tells nothing (Shorrocks 1978)."""
    p = _complete(p)
    return float((len(p) - np.trace(p)) / (len(p) - 1))


def movement_shares(counts: np.ndarray) -> dict[str, float]:
    """Shares that stayed, moved to a higher and to a lower state, and the mean number of states moved."""
    counts = np.asarray(counts, dtype=float)
    step = np.arange(counts.shape[1])[None, :] - np.arange(counts.shape[0])[:, None]
    total = counts.sum() or np.nan
    shares = {"stayed": step == 0, "up": step > 0, "down": step < 0}
    found = {name: float(counts[chosen].sum() / total) for name, chosen in shares.items()}
    return found | {"mean_steps": float((counts * np.abs(step)).sum() / total)}


def markov_gap(quarterly: np.ndarray, direct: np.ndarray) -> np.ndarray:
    """Share staying by the product of the quarterly matrices less the share seen over the whole span, per state.

    Beyond 0.02 the quarters do not forget (mover–stayer): do not project with their product.
    """
    product = np.linalg.multi_dot([_complete(p) for p in quarterly]) if len(quarterly) > 1 else _complete(quarterly[0])
    return np.diag(product) - np.diag(np.asarray(direct, dtype=float))


def project(start: np.ndarray, p: np.ndarray, quarters: int, entries: np.ndarray | None = None) -> np.ndarray:
    """Families by state after 0, 1 … quarters (rows): π P + entries each quarter. A scenario, for at most a year."""
    p = _complete(p)
    path = [np.asarray(start, dtype=float)]
    for _ in range(quarters):
        path.append(path[-1] @ p + (0.0 if entries is None else np.asarray(entries, dtype=float)))
    return np.array(path)


def _complete(p: np.ndarray) -> np.ndarray:
    p = np.asarray(p, dtype=float)
    empty = np.flatnonzero(np.isnan(p).any(axis=1))
    if len(empty):
        raise InputError(f"transition: nobody started from state number {empty[0] + 1}, so where it leads is unknown")
    return p
