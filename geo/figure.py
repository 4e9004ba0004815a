"""The map on the screen: one colour a province or kabupaten, from (code, value).

The shapes come by address (``/peta/…``), so that only codes and values travel on a rerun. Plotly must be given a
``topojsonURL`` on the same host in the chart's config: it asks for ``world_110m.json`` there even though no base map is
drawn, and elsewhere by default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import plotly.graph_objects as go

from geo import insets, kecamatan, regions, tiles
from geo.map_files import KABUPATEN, PROVINCES, Bounds, MapFiles
from terms import NO_DATA, NOT_ESTIMABLE, WITHHELD, InputError

MISSING_COLOUR = "#b8b8b8"
#: Why an area has no value: colours that no scale holds; an error that is not estimated is far from red, the colour of
#: great errors. The words come with the look.
MISSING = {NO_DATA: MISSING_COLOUR, WITHHELD: "#a37acc", NOT_ESTIMABLE: "#6b6b6b"}
#: A ramp a kind of figure, so that the same colour never says poor on one map and wrong on the next.
DECILES, ERRORS, OTHERS = "Cividis_r", "OrRd", "Teal"
#: Around the one area that is chosen; seen on every ramp, in both themes.
MARK = "#d6006c"
DIVERGING = "PuOr"
MARGIN = 0.03


@dataclass(frozen=True)
class View:
    """What the map shows: ``View("province")``, ``View("kabupaten")``, or the kabupaten of one province,
    ``View("kabupaten", "35")``, or the kecamatan of one kabupaten, ``View("kecamatan", kabupaten_code="35.15")``; with
    ``only`` these areas of it and no others."""

    level: str
    province_code: str = ""
    only: frozenset[str] | None = None
    kabupaten_code: str = ""

    def __post_init__(self) -> None:
        if self.level not in ("province", "kabupaten", "kecamatan"):
            raise InputError(f"map: level must be province, kabupaten or kecamatan, got {self.level!r}")
        if (self.level == "kecamatan") != bool(self.kabupaten_code):
            raise InputError(
                f"map: kecamatan are shown of one kabupaten, got level {self.level} and {self.kabupaten_code!r}"
            )
        if self.province_code and self.level == "province":
            raise InputError(
                f"map: one province is shown by its kabupaten, got level province and {self.province_code}"
            )
        if self.province_code:
            regions.kabupaten_of(self.province_code)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that the view draws."""
        return _codes(self)

    @property
    def _all_codes(self) -> tuple[str, ...]:
        if self.kabupaten_code:
            return regions.kecamatan_of(self.kabupaten_code)
        if self.province_code:
            return regions.kabupaten_of(self.province_code)
        table = (
            regions.provinces()["province_code"] if self.level == "province" else regions.kabupaten()["kabupaten_code"]
        )
        return tuple(table)

    @property
    def file(self) -> str:
        if self.kabupaten_code:
            return kecamatan.file_name(self.kabupaten_code)
        if self.province_code:
            return f"{KABUPATEN}-{self.province_code}"
        return PROVINCES if self.level == "province" else KABUPATEN

    def address(self, files: MapFiles) -> str:
        """Where a browser gets the file."""
        if self.kabupaten_code:
            return kecamatan.address(files, self.kabupaten_code)
        return files.address(self.file)

    def bounds(self, files: MapFiles) -> Bounds:
        """West, south, east, north of what the view draws."""
        if self.kabupaten_code:
            return kecamatan.of_kabupaten(files, self.kabupaten_code).bounds
        return files.bounds[self.province_code]


@lru_cache(maxsize=256)
def _codes(view: View) -> tuple[str, ...]:
    """Asked at every rerun of a page, and looked up once."""
    return tuple(code for code in view._all_codes if view.only is None or code in view.only)


@dataclass(frozen=True)
class Look:
    """Words and colours of the map. title stands over the colour bar; ticks are (value, text) pairs in the reader's
    language; diverging colours are symmetric around zero; limits (low, high) hold the scale still between quarters;
    ``missing`` says each state of ``MISSING`` in that language; ``ramp`` is one of the ramps above; the area ``marked``
    has an outline."""

    title: str
    missing: Mapping[str, str]
    ticks: tuple[tuple[float, str], ...] = ()
    diverging: bool = False
    limits: tuple[float, float] | None = None
    language: str = "id"
    ramp: str = DECILES
    marked: str = ""


def choropleth(values: pd.DataFrame, files: MapFiles, view: View, look: Look) -> go.Figure:
    """A map figure. values: one row an area with code, value and label (the hover text), and where it has no value the
    state, a key of ``MISSING``. Areas without a row have no data; each state has its colour and its name in the legend.
    A click gives the code as ``location``."""
    rows = _rows(values, view, look)
    known = rows[rows["value"].notna()]
    figure = go.Figure(layout=_layout(files, view, look))
    for state in MISSING:
        missing = rows[rows["value"].isna() & (rows["state"] == state)]
        if len(missing):
            figure.add_trace(_missing(missing, view.address(files), look, state))
    if len(known):
        figure.add_trace(_known(known, view.address(files), look))
    if look.marked in rows.index:
        figure.add_trace(_marked(rows.loc[[look.marked]], view.address(files)))
    return figure


def as_tiles(drawn: go.Figure, view: View) -> go.Figure:
    """The same map of provinces or kabupaten with a square of one size for each area: values, words and clicks stay."""
    west, south, east, north = _padded(tiles.bounds(view.codes))
    twin = insets.without(drawn).update_traces(geojson=tiles.address(view.level))
    twin.update_geos(lonaxis_range=[west, east], lataxis_range=[south, north])
    return twin.update_layout(uirevision=f"{drawn.layout.uirevision}-tiles")


def _marked(row: pd.DataFrame, address: str) -> go.Choropleth:
    """The outline of one area, over its own colour; it tells and takes clicks as the area itself does."""
    clear = "rgba(0,0,0,0)"
    trace = _trace(row.assign(value=0.0), address)
    return trace.update(
        colorscale=[[0.0, clear], [1.0, clear]], showscale=False, marker={"line": {"color": MARK, "width": 2.5}}
    )


def _rows(values: pd.DataFrame, view: View, look: Look) -> pd.DataFrame:
    """One row for each area of the view, in order, with a label for those that have none."""
    if values["code"].duplicated().any():
        doubled = sorted(values.loc[values["code"].duplicated(), "code"].unique())
        raise InputError(f"map: one row an area, got several for {', '.join(doubled[:5])}")
    for code in set(values["code"]).difference(view.codes):
        regions.known(code)
    rows = values.set_index("code").reindex(list(view.codes)).reindex(columns=["value", "label", "state"])
    rows["value"] = pd.to_numeric(rows["value"]).astype("float64")
    rows["state"] = rows["state"].astype("object").where(rows["state"].isin([*MISSING]), NO_DATA)
    bare = rows[rows["label"].isna()]
    words = {code: f"{regions.name(str(code))}: {look.missing[str(state)]}" for code, state in bare["state"].items()}
    return rows.assign(label=rows["label"].astype("object").fillna(pd.Series(words, dtype="object")))


def _trace(rows: pd.DataFrame, address: str) -> go.Choropleth:
    return go.Choropleth(
        geojson=address,
        featureidkey="id",
        locations=rows.index.tolist(),
        z=rows["value"].tolist(),
        customdata=rows["label"].tolist(),
        hovertemplate="%{customdata}<extra></extra>",
        marker={"line": {"color": "#ffffff", "width": 0.4}},
    )


def _missing(rows: pd.DataFrame, address: str, look: Look, state: str) -> go.Choropleth:
    trace = _trace(rows.assign(value=0.0), address)
    one = [[0.0, MISSING[state]], [1.0, MISSING[state]]]
    return trace.update(colorscale=one, showscale=False, showlegend=True, name=look.missing[state])


def _known(rows: pd.DataFrame, address: str, look: Look) -> go.Choropleth:
    low, high = look.limits or (rows["value"].min(), rows["value"].max())
    if look.diverging:
        high = max(abs(low), abs(high)) or 1.0
        low = -high
    bar = {"title": {"text": look.title, "side": "top"}, "orientation": "h", "thickness": 12, "len": 0.5, "y": -0.02}
    ticks = {"tickvals": [value for value, _ in look.ticks], "ticktext": [text for _, text in look.ticks]}
    return _trace(rows, address).update(
        colorscale=DIVERGING if look.diverging else look.ramp,
        zmin=float(low),
        zmax=float(high),
        # Where colours begin or meet in almost white, areas without a grey border vanish from the page.
        marker_line_color="#999999" if look.diverging or look.ramp != DECILES else "#ffffff",
        colorbar={**bar, "x": 0.5, "xanchor": "center", "yanchor": "top", **(ticks if look.ticks else {})},
    )


def _layout(files: MapFiles, view: View, look: Look) -> go.Layout:
    west, south, east, north = _padded(view.bounds(files))
    return go.Layout(
        geo={
            "visible": False,
            "bgcolor": "rgba(0,0,0,0)",
            "projection": {"type": "mercator"},
            "lonaxis": {"range": [west, east]},
            "lataxis": {"range": [south, north]},
        },
        annotations=[
            {
                "text": files.label(look.language).replace("; ", "<br>"),
                "showarrow": False,
                "font": {"size": 11},
                "xref": "paper",
                "yref": "paper",
                "x": 0,
                "y": 0,
                "xanchor": "left",
                "yanchor": "bottom",
            }
        ],
        legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 0, "yanchor": "bottom"},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        separators=",.",
        uirevision=f"{view.level}-{view.province_code}{view.kabupaten_code}",
    )


def _padded(bounds: Bounds) -> Bounds:
    west, south, east, north = bounds
    pad = MARGIN * max(east - west, north - south)
    return west - pad, south - pad, east + pad, north + pad
