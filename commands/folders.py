"""The options that commands have in common: folders, which the environment may name, and how an inbox is read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from data.inbox.personal_names import KEY_VARIABLE
from settings import INBOX_VARIABLE, STORE_VARIABLE

Store = Annotated[
    Path,
    typer.Option(envvar=STORE_VARIABLE, file_okay=False, help="Folder of the store that the application serves."),
]
Inbox = Annotated[
    Path, typer.Option(envvar=INBOX_VARIABLE, file_okay=False, help="Folder with a folder for each quarter.")
]
Pseudonymise = Annotated[
    bool, typer.Option("--pseudonymise", help=f"Hash family_id while reading, with --key-file or {KEY_VARIABLE}.")
]
KeyFile = Annotated[Path | None, typer.Option(dir_okay=False, help="File that holds the site key, 16 bytes or more.")]
Threads = Annotated[int, typer.Option(min=1, help="Processor cores to use.")]
