"""The tables of a simulated policy as the page shows them: who leaves, who enters, a year's rupiah, shares, checks."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from data.figures import gaps
from data.figures.counts import few_changed
from data.figures.outcome import Report
from data.store import disclosure
from simulator.engine.outcome import Outcome
from terms import QUARTERS_A_YEAR

FATES = ("kept", "dropped_decile", "dropped_component", "dropped_cap", "dropped_budget")
CHECKED = ("recipients_before", "recipients_after", "persons_after", "rupiah_per_quarter")
TOLERANCE = 1e-9
#: What the derived columns are made of, and hidden with.
SOURCES = {
    "newly_out": ("recipients_before", "kept"),
    "newly_in": ("admitted",),
    "out_share": ("recipients_before", "kept"),
    "in_share": ("admitted", "recipients_after"),
    "change_share": ("recipients_reference", "recipients_after"),
    "rupiah_per_year_before": ("rupiah_per_quarter_before",),
    "rupiah_per_year": ("rupiah_per_quarter",),
    "rupiah_per_year_reference": ("rupiah_per_quarter_reference",),
}


def by_programme(report: Report) -> pd.DataFrame:
    """One row a programme for all that the viewer may see, with the columns of `with_derived`."""
    return with_derived(report.table("nation")).set_index("programme")


def groups(report: Report, by: str, programme: str) -> pd.DataFrame:
    """One row a group of one programme: column code, and those of `with_derived`; small counts are missing."""
    table = report.table(by)
    found = with_derived(table[table["programme"] == programme])
    return found.rename(columns={"group": "code"}).reset_index(drop=True)


def with_derived(table: pd.DataFrame) -> pd.DataFrame:
    """Adds newly_out and newly_in (families), out_share (of recipients before), in_share (of recipients after),
    change_share (of recipients under the reference; missing where it has none), and rupiah_per_year before, after and
    under the reference. Where small counts hide, so does a change_share by one to nine families."""
    reference = table["recipients_reference"].astype("Float64")
    before, after = (table[name].astype("Float64") for name in ("recipients_before", "recipients_after"))
    out, entered = before - table["kept"].astype("Float64"), table["admitted"].astype("Float64")
    derived = table.assign(
        newly_out=out,
        newly_in=entered,
        out_share=out / before.where(before > 0),
        in_share=entered / after.where(after > 0),
        change_share=(after - reference) / reference.where(reference > 0),
        rupiah_per_year_before=table["rupiah_per_quarter_before"].astype("Float64") * QUARTERS_A_YEAR,
        rupiah_per_year=table["rupiah_per_quarter"].astype("Float64") * QUARTERS_A_YEAR,
        rupiah_per_year_reference=table["rupiah_per_quarter_reference"].astype("Float64") * QUARTERS_A_YEAR,
    )
    if disclosure.WITHHELD in table:
        derived = disclosure.hide(derived, ["change_share"], few_changed(after, reference))
    return gaps.carried(derived, SOURCES)


def fates(table: pd.DataFrame) -> pd.DataFrame:
    """Share of each programme's recipients before: kept, and dropped by the first test they fail (columns FATES)."""
    shown = table[table["recipients_before"].astype("Float64").fillna(0) > 0]
    return shown[[*FATES]].astype("Float64").div(shown["recipients_before"].astype("Float64"), axis=0).fillna(0)


def total_rupiah(table: pd.DataFrame, name: str) -> float:
    """A year's rupiah of all programmes together; undefined where one of them is hidden."""
    return float(table[name].astype(float).sum(skipna=False))


def faults(outcome: Outcome, within: Collection[str] | None) -> tuple[str, ...]:
    """Which parts do not add up: kept + dropped ≠ before, or the sum over the areas, deciles or family types ≠ the
    total. Programme codes, none when all is well; counted before small counts are hidden."""
    total = outcome.table("nation", within).set_index("programme")
    parts = [total[[*FATES]].sum(axis=1) - total["recipients_before"]]
    for by in ("province", "kabupaten", "decile", "family_type"):
        rows = outcome.table(by, within)[[*CHECKED]].to_numpy(dtype=float)
        summed = rows.reshape(-1, len(total), len(CHECKED)).sum(axis=0)  # a table's rows go by group, then programme
        parts += [pd.Series(summed[:, at], total.index) - total[name] for at, name in enumerate(CHECKED)]
    scale = total[[*CHECKED]].abs().max(axis=1).clip(lower=1.0)
    off = pd.concat(parts, axis=1).abs().max(axis=1) > TOLERANCE * scale
    return tuple(off.index[np.asarray(off)])
