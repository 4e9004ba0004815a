"""A simulated policy as a workbook: what it does, to whom and where, what each column means, its rules and its data."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from datetime import datetime

import pandas as pd
import xlsxwriter

from data import spreadsheet
from data.figures.outcome import Report
from geo import regions
from pages.documents import memo, notes
from pages.documents.rules_in_words import rules_in_words
from pages.documents.sheets import Sheets
from pages.shared import names, voice
from pages.shared.voice import Voice
from simulator.cells import COMPONENT, ELDERLY, PREGNANT_OR_YOUNG_CHILD, SEVERE_DISABILITY, WORKING_AGE
from simulator.policy.files import to_toml
from terms import QUARTERS_A_YEAR

#: The columns of results in their order, with how they are written.
RESULTS = {
    "recipients_before": "count",
    "kept": "count",
    "dropped_decile": "count",
    "dropped_component": "count",
    "dropped_cap": "count",
    "dropped_budget": "count",
    "admitted": "count",
    "recipients_after": "count",
    "recipients_reference": "count",
    "change_share": "share",
    "eligible": "count",
    "waiting": "count",
    "coverage_share": "share",
    "persons_before": "count",
    "persons_after": "count",
    "persons_reference": "count",
    "rupiah_per_quarter_before": "money",
    "rupiah_per_quarter": "money",
    "rupiah_per_quarter_reference": "money",
    "rupiah_per_year": "money",
}
LEVELS = ("province", "kabupaten", "decile", "family_type")
TRAITS = (COMPONENT, ELDERLY, SEVERE_DISABILITY, PREGNANT_OR_YOUNG_CHILD, WORKING_AGE)


def workbook(report: Report, voice: Voice) -> bytes:
    """The XLSX file: summary, provinces, kabupaten, deciles, family types, definitions, scenario, TOML, origin."""
    say = voice.say
    target = io.BytesIO()
    # Text stays text: a name that begins with "=" is no formula.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        quarter, area = voice.triwulan(report.quarter), memo.area_name(report, voice)
        title = spreadsheet.cell(
            say("buku.title", name=names.scenario_name(report.policy.name, voice), quarter=quarter, area=area)
        )
        # The day of the build, so that the same report is the same file.
        book.set_properties({"title": title, "created": datetime.combine(report.about.built_on, datetime.min.time())})
        sheets = Sheets.of(book, title, _notices(report, say))
        for by in ("nation", *LEVELS):
            lines = (*memo.lines(report, voice), say("buku.expected")) if by == "nation" else ()
            lines = (*lines, *notes.perturbed(report, by, voice))
            frame = _results(report, by, voice)
            sheets.table(say(f"buku.sheet_{by}"), *_labelled(frame, say), lines)
        for name, frame in (
            ("definitions", _definitions(say)),
            ("scenario", rules_in_words(report.policy, report.quarter, voice)),
            ("origin", _origin(report, voice)),
        ):
            sheets.table(say(f"buku.sheet_{name}"), *_labelled(frame, say))
        sheets.text(say("buku.sheet_toml"), to_toml(report.policy).splitlines())
    return target.getvalue()


def _notices(report: Report, say: voice.Say) -> tuple[str, ...]:
    """What nobody may overlook, on top of every sheet."""
    said = (
        ("buku.fact_synthetic", report.about.synthetic),
        ("buku.announced", report.has_cap),
        ("buku.nothing", report.is_same),
    )
    return tuple(say(key) for key, holds in said if holds)


def _labelled(frame: pd.DataFrame, say: voice.Say) -> tuple[pd.DataFrame, list[str]]:
    """The frame under its columns' words, and how each column is written."""
    labels = {name: say(f"buku.col_{name}") for name in frame.columns}
    return frame.rename(columns=labels), [RESULTS.get(name, "text") for name in frame.columns]


def _results(report: Report, by: str, voice: Voice) -> pd.DataFrame:
    """The groups of a level in words, then RESULTS: each programme, and any aid with each family counted once."""
    say = voice.say
    table = report.table(by)
    table["programme"] = [names.programme_name(code, voice) for code in table["programme"]]
    aid = report.any_aid(by).rename(
        columns={f"families_{when}": f"recipients_{when}" for when in ("before", "after", "reference")}
    )
    aid = aid.assign(programme=say("buku.any_aid"), unit="family")
    both = pd.concat([table, aid], ignore_index=True).sort_values("group", key=_order, kind="stable", ignore_index=True)
    before, after = both["recipients_reference"].astype("Float64"), both["recipients_after"].astype("Float64")
    both["change_share"] = (after - before) / before.where(before > 0)
    both["rupiah_per_year"] = both["rupiah_per_quarter"].astype("Float64") * QUARTERS_A_YEAR
    both["unit"] = [say(f"buku.unit_{unit}") for unit in both["unit"]]
    named = _groups(both["group"], by, say)
    return pd.concat([named, both[["programme", "unit", *RESULTS]]], axis=1)


def _order(groups: pd.Series) -> pd.Series:
    """Deciles and family types by number; codes and the nation as text."""
    return groups.astype(int) if groups.str.fullmatch(r"\d+").all() else groups


def _groups(groups: pd.Series, by: str, say: voice.Say) -> pd.DataFrame:
    if by in ("province", "kabupaten"):
        return pd.DataFrame({"code": groups, "area": [regions.name(code) for code in groups]})
    if by == "decile":
        return pd.DataFrame({"decile": [say("buku.unranked") if one == "0" else one for one in groups]})
    if by == "family_type":
        return pd.DataFrame({"family_type": [_traits(int(one), say) for one in groups]})
    return pd.DataFrame(index=groups.index)


def _traits(family_type: int, say: voice.Say) -> str:
    traits = [say(f"buku.type_{trait}") for trait in TRAITS if family_type & trait]
    return " + ".join(traits) or say("buku.type_none")


def _definitions(say: voice.Say) -> pd.DataFrame:
    rows: Iterable[tuple[str, str]] = [(say(f"buku.col_{name}"), say(f"buku.def_{name}")) for name in RESULTS]
    both = [*rows, (say("buku.any_aid"), say("buku.def_any_aid")), ("", say("buku.empty"))]
    return pd.DataFrame(both, columns=["column", "meaning"])


def _origin(report: Report, voice: Voice) -> pd.DataFrame:
    say, about = voice.say, report.about
    named = "; ".join(f"{code} {regions.name(code)}" for code in report.areas)
    facts = {
        "kind": say("buku.fact_synthetic" if about.synthetic else "buku.fact_real"),
        "quarter": voice.triwulan(report.quarter),
        "as_of": voice.tanggal(about.as_of),
        "sent_by": about.sent_by,
        "reference": memo.reference_name(report, voice),
        "area": named or memo.area_name(report, voice),
        "build": about.build_id,
        "built_on": voice.tanggal(about.built_on),
        "version": about.code_version,
        "scenario": hashlib.sha256(to_toml(report.policy).encode()).hexdigest(),
    }
    return pd.DataFrame({"fact": [say(f"buku.fact_{name}") for name in facts], "value": list(facts.values())})
