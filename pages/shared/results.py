"""The tables of a simulated policy as the page shows them: newly out, newly in, a year's rupiah, change as a share."""

from __future__ import annotations

import pandas as pd

from data.disclosure import suppress
from simulator.outcome import Outcome

QUARTERS_A_YEAR = 4
FATES = ("kept", "dropped_decile", "dropped_component", "dropped_cap")


def by_programme(outcome: Outcome) -> pd.DataFrame:
    """One row a programme for the nation (or all that the scope holds), with the columns of `with_derived`."""
    return with_derived(outcome.table("nation")).set_index("programme")


def by_kabupaten(outcome: Outcome, programme: str) -> pd.DataFrame:
    """One row a kabupaten of one programme: column code, and those of `with_derived`."""
    table = with_derived(outcome.table("kabupaten"))
    return table[table["programme"] == programme].rename(columns={"group": "code"}).reset_index(drop=True)


def without_small_counts(table: pd.DataFrame) -> pd.DataFrame:
    """The kabupaten rows with counts under ten families missing, and with them what they could be worked out from."""
    everything = ["recipients_after", "newly_out", "newly_in", "change_share", "rupiah_per_year_before"]
    after = ["recipients_after", "change_share", "rupiah_per_year"]
    for count, derived in (("recipients_before", [*everything, *after]), ("newly_out", after), ("newly_in", after)):
        table = suppress(table, [count], "kabupaten", derived=derived)
    return table


def with_derived(table: pd.DataFrame) -> pd.DataFrame:
    """Adds newly_out, newly_in and change_share (of the recipients before; missing where there were none), in
    families, and rupiah_per_year before and after."""
    before, after = table["recipients_before"], table["recipients_after"]
    return table.assign(
        newly_out=before - table["kept"],
        newly_in=table["admitted"],
        change_share=(after - before) / before.where(before > 0),
        rupiah_per_year_before=table["rupiah_per_quarter_before"] * QUARTERS_A_YEAR,
        rupiah_per_year=table["rupiah_per_quarter"] * QUARTERS_A_YEAR,
    )


def fates(table: pd.DataFrame) -> pd.DataFrame:
    """Share of each programme's recipients before: kept, and dropped by the first test they fail (columns FATES)."""
    return table[[*FATES]].div(table["recipients_before"].where(table["recipients_before"] > 0), axis=0).fillna(0)


def sums(outcome: Outcome, programme: str) -> tuple[float, float]:
    """Recipient families after of all kabupaten together, and of the nation; they must be equal."""
    parts = outcome.table("kabupaten").query("programme == @programme")["recipients_after"].sum()
    return float(parts), float(by_programme(outcome).loc[programme, "recipients_after"])
