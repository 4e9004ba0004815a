"""Movement in plain words, made from the numbers: right for none, one, hidden and many."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.figures.ledger import Ledger
from pages.shared.voice import Voice

LARGEST = 2


@dataclass(frozen=True)
class FlowSubject:
    """What the sentences are about: programme (as people know it), unit (families or persons), period, voice."""

    programme: str
    unit: str
    period: str
    voice: Voice

    def say(self, key: str, **values: object) -> str:
        return self.voice.say(key, **values)


def summary(ledger: Ledger, about: FlowSubject) -> str:
    """Who came in and who went out, why, and what became of the number of recipients."""
    return " ".join(
        part
        for part in (_in_and_out(ledger, about), _moves(ledger, about), _reasons(ledger, about), level(ledger, about))
        if part
    )


def _in_and_out(ledger: Ledger, about: FlowSubject) -> str:
    entered, exited = ledger.flows["entered"], ledger.flows["exited"]
    said = {"period": about.period, "programme": about.programme}
    if _is_zero(entered) and _is_zero(exited):
        return about.say("pergerakan.nobody", **said)
    return about.say(
        "pergerakan.in_and_out",
        entered=about.voice.count(entered, about.unit),
        exited=about.voice.count(exited, about.unit),
        **said,
    )


def _moves(ledger: Ledger, about: FlowSubject) -> str:
    """Who came from and went to other areas, so that the sentence adds up; nothing where nobody did."""
    came, went = ledger.flows["moved_in"], ledger.flows["moved_out"]
    if _is_zero(came) and _is_zero(went):
        return ""
    return about.say(
        "pergerakan.moves",
        moved_in=about.voice.count(came, about.unit),
        moved_out=about.voice.count(went, about.unit),
    )


def _reasons(ledger: Ledger, about: FlowSubject) -> str:
    """The one or two reasons behind most exits; nothing when there were none or all are hidden."""
    exited = ledger.flows["exited"]
    reasons = ledger.by_reason("exited").dropna()
    if pd.isna(exited) or exited == 0 or reasons.empty:
        return ""
    told = [
        about.say(
            "pergerakan.reason_share",
            reason=_lower(about.say(f"pergerakan.reason_{name}")),
            share=_share(number / exited, about),
        )
        for name, number in reasons.head(LARGEST).items()
    ]
    return about.say("pergerakan.why", reasons=_listed(told, about))


def level(ledger: Ledger, about: FlowSubject) -> str:
    """What became of the number of recipients; empty where it may not be told."""
    net, said = ledger.net, {"programme": about.programme}
    said["closing"] = about.voice.count(ledger.flows["closing"], about.unit)
    if ledger.is_about_the_same:
        return about.say("pergerakan.level_about", **said)
    if pd.isna(net):
        return ""
    if net == 0:
        return about.say("pergerakan.level_same", **said)
    difference = about.voice.count(abs(net), about.unit)
    return about.say("pergerakan.level_up" if net > 0 else "pergerakan.level_down", difference=difference, **said)


def _share(share: float, about: FlowSubject) -> str:
    return about.voice.persen(share, 0 if share >= 0.01 else 1)


def _listed(parts: Sequence[str], about: FlowSubject) -> str:
    return parts[0] if len(parts) == 1 else about.say("pergerakan.and", first=parts[0], second=parts[1])


def _lower(text: str) -> str:
    """Inside a sentence; abbreviations keep their capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _is_zero(value: float) -> bool:
    return not pd.isna(value) and math.isclose(value, 0)
