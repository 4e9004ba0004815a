"""The options of the folders that commands have in common; the environment may name them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from settings import INBOX_VARIABLE, STORE_VARIABLE

Store = Annotated[
    Path,
    typer.Option(envvar=STORE_VARIABLE, file_okay=False, help="Folder of the store that the application serves."),
]
Inbox = Annotated[
    Path, typer.Option(envvar=INBOX_VARIABLE, file_okay=False, help="Folder with a folder for each quarter.")
]
