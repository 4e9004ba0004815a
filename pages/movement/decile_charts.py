"""The heat map and the Sankey of deciles, and the check of the year against its quarters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from data.figures import mobility
from pages.shared.charts import MUTED, framed
from pages.shared.session import Viewer
from pages.shared.voice import Voice

#: Light to dark in steps that stay even for every kind of colour vision; the square root lets small shares be seen.
RAMP = [[0.0, "#f4f7fb"], [0.2, "#c6d7ea"], [0.45, "#7fa3cc"], [0.75, "#2f639c"], [1.0, "#00224e"]]
GROUPS = {"1-2": (1, 2), "3-4": (3, 4), "5": (5,), "6-10": (6, 7, 8, 9, 10), "0": (0,), "out": (-1,)}
GROUP_COLOURS = ("#00224e", "#3b496c", "#8a8678", "#e1cc55", "#b9bec6", "#d9a5a5")
#: Bands of these groups, lighter than their nodes, so that neither the white nor the dark ground swallows them.
BANDS = (
    "rgba(66,126,190,0.75)", "rgba(120,138,184,0.65)", "rgba(138,134,120,0.65)", "rgba(200,168,40,0.6)",
    "rgba(150,156,166,0.5)", "rgba(217,140,140,0.55)",
)  # fmt: skip


def heat_map(counts: np.ndarray, viewer: Viewer) -> go.Figure:
    """Share of each row by state after; the number is on hover; a hidden count is an empty field."""
    voice = viewer.voice
    rows = np.nansum(counts, axis=1, keepdims=True)
    shares = np.divide(counts, rows, out=np.full_like(counts, np.nan), where=rows > 0)
    names = [state_name(viewer, state) for state in mobility.STATES]
    field = go.Heatmap(
        x=names,
        y=names,
        z=np.sqrt(shares),
        zmin=0,
        zmax=1,
        colorscale=RAMP,
        showscale=False,
        xgap=2,
        ygap=2,
        text=[[_field(share, voice) for share in row] for row in shares],
        texttemplate="%{text}",
        textfont={"size": 11},
        customdata=_hover(counts, shares, names, viewer),
        hovertemplate="%{customdata}<extra></extra>",
        hoverongaps=False,
    )
    figure = framed(field, voice, 520)
    figure.update_xaxes(side="top", title=viewer.say("pergerakan.after"), ticks="", tickangle=0, tickfont={"size": 10})
    return figure.update_yaxes(autorange="reversed", title=viewer.say("pergerakan.before"), ticks="")


def state_name(viewer: Viewer, state: int) -> str:
    """`D1` to `D10`, `D0` for not ranked; outside the register is a word."""
    return viewer.say("pergerakan.state_out") if state == mobility.OUTSIDE else f"D{state}"


def _field(share: float, voice: Voice) -> str:
    """The share in whole per cent without its sign, as far as a narrow field holds it; under one per cent nothing."""
    return "" if np.isnan(share) or share < 0.005 else voice.persen(share, 0).rstrip("%").strip()


def _hover(counts: np.ndarray, shares: np.ndarray, names: Sequence[str], viewer: Viewer) -> list[list[str]]:
    voice = viewer.voice
    return [
        [
            viewer.say(
                "pergerakan.hover",
                before=names[row],
                after=names[column],
                families=voice.bulat(counts[row, column]),
                share=voice.persen(shares[row, column], 2),
            )
            for column in range(len(names))
        ]
        for row in range(len(names))
    ]


def sankey(flows: pd.DataFrame, viewer: Viewer, only_moved: bool) -> go.Figure:
    """Groups of deciles, on aid or not, before (left) and after (right); nodes stand in the order of the deciles."""
    links = _links(flows)
    if only_moved:
        links = links[links["source"] != links["target"]]
    sides = [_side(links, "source"), _side(links, "target")]
    place = {(side, node): number for number, (side, node) in enumerate(_ordered(sides))}
    nodes = list(place)
    drawn = go.Sankey(
        arrangement="fixed",
        textfont={"size": 12, "shadow": "none"},
        node={
            "label": [_node_name(viewer, node) for _, node in nodes],
            "color": [_colour(node) for _, node in nodes],
            "x": [0.001 if side == 0 else 0.999 for side, _ in nodes],
            "y": [_centre(sides[side], node) for side, node in nodes],
            "pad": 18,
            "thickness": 14,
            "line": {"color": MUTED, "width": 1},
            "hovertemplate": "%{label}<extra></extra>",
        },
        link={
            "source": [place[0, node] for node in links["source"]],
            "target": [place[1, node] for node in links["target"]],
            "value": links["families"].astype(float).to_list(),
            "color": [_pale(_colour(node)) for node in links["source"]],
            "customdata": [viewer.voice.angka(number) for number in links["families"]],
            "hovertemplate": "%{source.label} → %{target.label}: %{customdata}<extra></extra>",
        },
    )
    return framed(drawn, viewer.voice, 560).update_layout(margin={"l": 8, "r": 8, "t": 16, "b": 24})


def _links(flows: pd.DataFrame) -> pd.DataFrame:
    """Families by node before (source) and after (target); a node is a group's number times two, plus one on aid. The
    few on aid who are not ranked or not in the register are not told apart."""
    group = {decile: number for number, deciles in enumerate(GROUPS.values()) for decile in deciles}
    links = pd.DataFrame(
        {
            "source": flows["decile_before"].map(group) * 2 + (flows["on_aid_before"] & (flows["decile_before"] > 0)),
            "target": flows["decile_after"].map(group) * 2 + (flows["on_aid_after"] & (flows["decile_after"] > 0)),
            "families": flows["families"],
        }
    )
    return links.groupby(["source", "target"], as_index=False)[["families"]].sum()


def _side(links: pd.DataFrame, end: str) -> pd.Series:
    return links.groupby(end)["families"].sum().sort_index()


def _ordered(sides: list[pd.Series]) -> list[tuple[int, int]]:
    return [(side, node) for side, totals in enumerate(sides) for node in totals.index]


def _centre(totals: pd.Series, node: int) -> float:
    """Where the node's middle lies: its cumulative share, with the room between nodes spread evenly."""
    position = list(totals.index).index(node)
    share = (totals.cumsum()[node] - totals[node] / 2) / totals.sum()
    gap = 0.035
    free = 1 - gap * max(len(totals) - 1, 0)
    return float(min(max(share * free + gap * position, 0.001), 0.999))


def _node_name(viewer: Viewer, node: int) -> str:
    code = list(GROUPS)[node // 2]
    return viewer.say(f"pergerakan.node_{'aid' if node % 2 else 'none'}", group=viewer.say(f"pergerakan.group_{code}"))


def _colour(node: int) -> str:
    return GROUP_COLOURS[node // 2]


def _pale(colour: str) -> str:
    """The colour of a band, lighter than its node and seen on white and on the dark ground alike."""
    return BANDS[GROUP_COLOURS.index(colour)]
