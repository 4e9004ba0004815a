"""What must be said with a table of a simulated policy, on the screen and in files."""

from __future__ import annotations

from data.figures.outcome import Report
from pages.shared.voice import Voice


def perturbed(report: Report, by: str, voice: Voice) -> tuple[str, ...]:
    """That the table's counts are perturbed, or withheld for want of the site's key; nothing of an exact table."""
    if not report.is_perturbed(by):
        return ()
    if report.below is None:
        return (voice.say("umum.perturbed_no_key"),)
    told = "umum.perturbed" if by == "kabupaten" or report.is_below_province else "umum.perturbed_above"
    return (voice.say(told),)
