"""Where the folders of this installation lie: the environment says it, else they lie beside the application."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parent
#: The variables that name the folders, for the options of the commands as well.
STORE_VARIABLE, INBOX_VARIABLE = "TEPAT_STORE", "TEPAT_INBOX"
#: Their names when nothing is set; a command looks for them where it is run.
STORE, INBOX = Path("store"), Path("inbox")


def served_store() -> Path:
    """The store that the application serves: ``TEPAT_STORE``, else ``store`` beside the application."""
    return Path(os.environ.get(STORE_VARIABLE, ROOT / STORE))
