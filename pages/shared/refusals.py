"""Why something was refused, in the reader's language: the reasons of an `InputError`, one sentence each."""

from __future__ import annotations

from pages.shared import words
from terms import InputError, Reason

#: What can mean something in Markdown, inside a text that somebody else wrote.
_MARKUP = frozenset("\\`*_{}[]<>()#+-!|~$:")


def told(say: words.Say, fault: InputError) -> str:
    """The reasons in one paragraph; a fault without reasons as it is, in English. Nothing of it is taken as markup."""
    if not fault.reasons:
        return plain(str(fault))
    return "; ".join(_sentence(say, one) for one in fault.reasons) + "."


def refusal(code: str, /, **values: object) -> InputError:
    """An error that the pages raise themselves: the English sentence, and the reason for both languages."""
    reason = Reason(code, tuple((name, str(value)) for name, value in values.items()))
    return InputError(words.say("en", f"tolak.because_{code}", **values), (reason,))


def plain(text: str) -> str:
    """A text of somebody else's inside a sentence in Markdown, with nothing of it taken as markup."""
    return "".join(f"\\{letter}" if letter in _MARKUP else letter for letter in " ".join(text.split()))


def _sentence(say: words.Say, reason: Reason) -> str:
    return say(f"tolak.because_{reason.code}", **{name: plain(value) for name, value in reason.values})
