"""The rules of a policy in words: each value in force in a quarter, since when, how firmly, and who says so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from geo import regions
from pages.shared.names import programme_name
from pages.shared.voice import Voice
from simulator.policy.fields import FIELDS, NATIONAL, Value
from simulator.policy.files import Dated, Policy
from terms import Quarter

COLUMNS = ("programme", "field", "value", "start", "status", "origin", "source")
_MONEY = ("amounts", "budget_limit")
_SHARES = ("cap_keep_share", "crossing_keep_share", "take_up_share")


def rules_in_words(policy: Policy, quarter: Quarter, voice: Voice) -> pd.DataFrame:
    """One row a programme and field (COLUMNS), as in force on the quarter's first day; a programme without a rule says
    that it stays as it is paid."""
    day = quarter.first_day
    ruled = policy.rules(quarter)
    rows: list[tuple[str, ...]] = []
    for programme in policy.programmes():
        named = programme_name(programme.code, voice)
        if programme.code not in ruled:
            rows.append((named, voice.say("buku.as_paid"), *[""] * (len(COLUMNS) - 2)))
            continue
        found = {name: policy.in_force(programme.code, name, day) for name in FIELDS}
        rows += [
            (named, *_row(name, dated, _origin(policy, programme.code, name, day, voice), voice))
            for name, dated in found.items()
            if dated is not None
        ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def value_in_words(name: str, value: Value, voice: Voice) -> str:
    """One field's value: `4`, `Rp600.000`, `50,0 %`, `ada lansia; ada disabilitas berat`, `35 Jawa Timur: 5`."""
    if value is None:
        return voice.say("buku.value_no_limit")
    if isinstance(value, tuple):
        return _several(name, value, voice)
    if isinstance(value, bool):
        return voice.say("buku.value_true" if value else "buku.value_false")
    if isinstance(value, str):
        return voice.say(f"buku.value_{name}_{value}")
    return _number(name, value, voice)


def _several(name: str, value: tuple[Any, ...], voice: Voice) -> str:
    if not value:
        return voice.say("buku.value_nobody")
    if name == "cap_exempt":
        return "; ".join(voice.say(f"buku.value_{trait}") for trait in value)
    return "; ".join(f"{_part(str(key), voice)}: {_number(name, number, voice)}" for key, number in value)


def _part(key: str, voice: Voice) -> str:
    if key == NATIONAL:
        return voice.say("buku.value_national")
    return f"{key} {regions.name(key)}" if key[0].isdigit() else voice.say(f"buku.part_{key}")


def _number(name: str, value: float, voice: Voice) -> str:
    if name in _SHARES:
        return voice.persen(value)
    return f"Rp{voice.bulat(value)}" if name in _MONEY else voice.bulat(value)


def _row(name: str, dated: Dated, origin: str, voice: Voice) -> tuple[str, ...]:
    return (
        voice.say(f"buku.field_{name}"),
        value_in_words(name, dated.value, voice),
        voice.tanggal(dated.start) if dated.start else voice.say("buku.always"),
        voice.say(f"buku.status_{dated.status}"),
        origin,
        dated.source,
    )


def _origin(policy: Policy, code: str, name: str, day: date, voice: Voice) -> str:
    """Whether the scenario itself says it, or which of its baselines does."""
    speaker: Policy | None = policy
    while speaker is not None:
        own = [dated for key, field, several in speaker.values if (key, field) == (code, name) for dated in several]
        if any(dated.first_day <= day for dated in own):
            break
        speaker = speaker.baseline
    if speaker is policy or speaker is None:
        return voice.say("buku.origin_scenario")
    return voice.say("buku.origin_baseline", name=speaker.name)
