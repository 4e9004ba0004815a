"""Where the folders of this installation lie: the environment says it, else they lie beside the application."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parent
#: The variables that name the folders, for the options of the commands as well.
STORE_VARIABLE, INBOX_VARIABLE = "TEPAT_STORE", "TEPAT_INBOX"
#: Names the file that configures sign-in; without it nobody signs in, and OPEN_VARIABLE says what is open all the same.
ACCESS_VARIABLE, OPEN_VARIABLE = "TEPAT_ACCESS", "TEPAT_WITHOUT_SIGN_IN"
#: Their names when nothing is set; a command looks for them where it is run.
STORE, INBOX = Path("store"), Path("inbox")

#: ``first``: only the page that everybody meets first is opened at the start, nothing in the background.
WARM_VARIABLE = "TEPAT_WARM"
#: ``json`` writes the log as lines of JSON without personal data.
LOG_VARIABLE = "TEPAT_LOG"


def served_store() -> Path:
    """The store that the application serves: ``TEPAT_STORE``, else ``store`` beside the application."""
    return Path(os.environ.get(STORE_VARIABLE, ROOT / STORE))


def access_file() -> Path | None:
    """The file that configures sign-in; None while there is no sign-in."""
    named = os.environ.get(ACCESS_VARIABLE, "")
    return Path(named) if named else None


def open_words() -> str:
    """What was told to be open without sign-in; nothing unless somebody said so."""
    return os.environ.get(OPEN_VARIABLE, "")


def warms_all() -> bool:
    """Whether the other pages are opened in the background after a start."""
    return os.environ.get(WARM_VARIABLE, "") != "first"


def log_form() -> str:
    """How the log is written: ``json``, or as Streamlit writes it."""
    return os.environ.get(LOG_VARIABLE, "")
