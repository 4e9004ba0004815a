"""The manifest of a quarter as text, when its sender and day are told."""

from __future__ import annotations

import json
from datetime import date

from terms import InputError


def manifest_text(sent_by: str, as_of: date | None, synthetic: bool) -> str:
    """TOML that says who sent the files, of which day they are, and whether they are made up; both must be told."""
    if not sent_by or as_of is None:
        raise InputError("manifest: needs both, who sent the files (--sent-by) and of which day they are (--as-of)")
    sender = json.dumps(sent_by, ensure_ascii=False)
    return f"sent_by = {sender}\nas_of = {as_of.isoformat()}\nsynthetic = {str(synthetic).lower()}\n"
