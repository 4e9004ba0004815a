"""Why something was refused, in the reader's language: the reasons of an `InputError`, one sentence each."""

from __future__ import annotations

from pages.shared.voice import Voice
from terms import InputError, Reason

#: What can mean something in Markdown, inside a text that somebody else wrote.
_MARKUP = frozenset("\\`*_{}[]<>()#+-!|~$:")


def told(voice: Voice, fault: InputError) -> str:
    """The reasons in one paragraph; a fault without reasons as it is, in English. Nothing of it is taken as markup."""
    if not fault.reasons:
        return plain(str(fault))
    return "; ".join(_sentence(voice, one) for one in fault.reasons) + "."


def refusal(code: str, /, **values: str | int) -> InputError:
    """An error that the pages raise themselves: the English sentence, and the reason for both languages."""
    reason = Reason(code, tuple(values.items()))
    return InputError(Voice("en").say(f"tolak.because_{code}", **_written(Voice("en"), reason)), (reason,))


def plain(text: str) -> str:
    """A text of somebody else's inside a sentence in Markdown, with nothing of it taken as markup."""
    return "".join(f"\\{letter}" if letter in _MARKUP else letter for letter in " ".join(text.split()))


def _sentence(voice: Voice, reason: Reason) -> str:
    shown = {name: plain(value) for name, value in _written(voice, reason).items()}
    return voice.say(f"tolak.because_{reason.code}", **shown)


def _written(voice: Voice, reason: Reason) -> dict[str, str]:
    values = reason.values
    return {name: voice.bulat(value) if isinstance(value, int) else value for name, value in values}
