"""``tepat map``: proposes how an office's own files fill the contract, and tries it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from commands.folders import Inbox, KeyFile, Pseudonymise, Threads
from commands.mapped import carry_out, say
from commands.output import Format, console, print_frame
from data.contract import input_tables
from data.inbox.folders import MANIFEST
from data.inbox.mapped import MAPPING
from data.inbox.personal_names import site_key
from data.inbox.workbench import Limits
from data.mapping.entries import FileOrigin
from data.mapping.look import look
from data.mapping.manifest_text import manifest_text
from data.mapping.proposal_text import proposal_text
from data.mapping.proposed import SURE, ProposedEntry
from data.mapping.trial import Trial, try_quarter
from settings import INBOX
from terms import InputError, Quarter


def register(app: typer.Typer) -> None:
    app.command("map")(map_files)


def map_files(
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Files in a quarter's folder of the inbox, or addresses of databases.", show_default=False),
    ] = None,
    inbox: Inbox = INBOX,
    quarter: Annotated[
        str | None, typer.Option(help="The quarter, such as 2026Q1, where the files do not tell.")
    ] = None,
    trial: Annotated[
        bool, typer.Option("--try", help="Show rows before and after, cells not read, the account; write nothing.")
    ] = False,
    anew: Annotated[
        bool, typer.Option("--anew", help="Carry the mappings out again; tables of databases change.")
    ] = False,
    sheet: Annotated[str, typer.Option(help="Look at this sheet of a workbook only.")] = "",
    table: Annotated[str, typer.Option(help="Look at this table of a database only.")] = "",
    password: Annotated[str, typer.Option(help="Name of the variable that holds the database's password.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over a mapping that is there.")] = False,
    sent_by: Annotated[str, typer.Option(help="The office that sent the files, for a manifest if there is none.")] = "",
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of the snapshot, for the manifest.")
    ] = None,
    synthetic: Annotated[
        bool, typer.Option("--synthetic", help="The manifest says that the data are made up.")
    ] = False,
    pseudonymise: Pseudonymise = False,
    key_file: KeyFile = None,
    memory: Annotated[str, typer.Option(help="Most memory that reading may use; beyond it, the disk.")] = Limits.memory,
    threads: Threads = Limits.threads,
) -> None:
    """Propose a mapping of an office's own files to the contract; with --try, show what it makes of their rows.

    `tepat map FILE…` looks at names and values of columns and writes mapping.toml beside the files, with comments.
    `tepat check` and `tepat build` then read the quarter through it. Names, NIK and KK numbers are never shown.
    """
    limits = Limits(memory, threads)
    key = site_key(key_file) if pseudonymise else None
    if trial or anew:
        if files:
            raise InputError("map: --try and --anew are for the quarters of the inbox and take no file")
        _of_inbox(inbox, quarter, limits, key, trial)
        return
    if not files:
        raise InputError("map: give the files to look at, or --try")
    folder, origins = _asked(files, inbox, quarter, FileOrigin(sheet=sheet, table=table, password=password))
    manifest = manifest_text(sent_by, as_of.date() if as_of else None, synthetic) if sent_by or as_of else ""
    if manifest and (folder / MAPPING).exists() and not (folder / MANIFEST).exists() and not force:
        say(f"{folder / MAPPING} is there already and stays as it is.")
    else:
        _propose(folder, origins, limits, force)
    _manifest(folder / MANIFEST, manifest)


def _propose(folder: Path, origins: tuple[FileOrigin, ...], limits: Limits, force: bool) -> None:
    """Look at the files, and write and show what is proposed."""
    target = folder / MAPPING
    if target.exists() and not force:
        raise InputError(f"{target}: is there already; change it by hand, or write over it with --force")
    looked = look(folder, origins, Quarter.parse(folder.name), limits)
    target.write_text(proposal_text(looked.proposed), encoding="utf-8")
    _print_proposal(looked.proposed)
    for told in looked.passed_over:
        say(f"{told}.")
    console.print(f"Written to {target}: read it, then: tepat map --try", highlight=False, soft_wrap=True)


def _of_inbox(inbox: Path, quarter: str | None, limits: Limits, key: bytes | None, trial: bool) -> None:
    """Try the mapping of one quarter, the newest by default; or carry out all again."""
    if not trial:
        carry_out(inbox, limits, key, anew=True)
        return
    for one in try_quarter(inbox, Quarter.parse(quarter) if quarter else None, limits, key):
        _print_trial(one)


def _asked(
    files: list[str], inbox: Path, quarter: str | None, where: FileOrigin
) -> tuple[Path, tuple[FileOrigin, ...]]:
    """The quarter's folder that the files lie in, and each file by its name there; addresses as they are."""
    addresses = [text for text in files if ":" in text and not Path(text).exists()]
    paths = [Path(text) for text in files if text not in addresses]
    absent = [str(path) for path in paths if not path.is_file()]
    if absent:
        raise InputError(f"file: {', '.join(absent)} is not there")
    folders = {_quarter_folder(path, inbox) for path in paths} | ({inbox / quarter} if quarter else set())
    if len(folders) != 1 or not next(iter(folders)).is_dir():
        named = ", ".join(sorted(map(str, folders))) or "none (say --quarter 2026Q1)"
        raise InputError(f"file: all must lie in the folder of one quarter, such as {inbox}/2026Q1; got {named}")
    folder = next(iter(folders))
    of_files = [
        FileOrigin(file=path.resolve().relative_to(folder.resolve()).as_posix(), sheet=where.sheet) for path in paths
    ]
    of_tables = [FileOrigin(address=text, table=where.table, password=where.password) for text in addresses]
    return folder, (*of_files, *of_tables)


def _quarter_folder(path: Path, inbox: Path) -> Path:
    """The quarter's folder that a file lies in, at any depth."""
    for parent in path.resolve().parents:
        try:
            Quarter.parse(parent.name)
        except InputError:
            continue
        return parent
    raise InputError(f"file: {path} must lie in a quarter's folder, such as {inbox}/2026Q1/{path.name}; put it there")


def _print_proposal(proposed: tuple[ProposedEntry, ...]) -> None:
    for one in proposed:
        entry = one.entry
        place = entry.origin.file or entry.origin.address.rpartition("@")[2]
        place += f", {entry.origin.sheet or entry.origin.table}" if entry.origin.sheet or entry.origin.table else ""
        rows = [
            {
                "column": name,
                "yours": "+".join(line.filling.sources) if line.filling else None,
                "as": line.filling.reading if line.filling else None,
                "how sure": line.sure,
            }
            for name, line in one.lines
            if line.filling or line.required
        ]
        print_frame(pd.DataFrame(rows), Format.table, title=f"{place} → {entry.table}")
    are_many = len({one.entry.origin for one in proposed}) > 1
    for doubt in _doubts(proposed, are_many):
        say(f"Look at {doubt}.")
    given = {one.entry.table for one in proposed}
    for table in (one.name for one in input_tables.INPUT if one.required and one.name not in given):
        say(f"Nothing here fills {table}, which a quarter needs: give its file too.")
    missing = [f"{one.entry.table} {name}{_of_place(one, are_many)}" for one in proposed for name in one.missing]
    if missing:
        say(f"Missing, to be filled by hand: {', '.join(missing)}.")


def _doubts(proposed: tuple[ProposedEntry, ...], are_many: bool) -> Iterable[str]:
    """What is not sure, each once, with its file or sheet where they are many; what several share is told of all."""
    shared = Counter(doubt for one in proposed for doubt in one.doubts)
    told: list[str] = []
    for one in proposed:
        place = _of_place(one, are_many)
        told += [f"{name}{place}: {line.why}" for name, line in one.lines if line.filling and line.sure != SURE]
        told += [
            f"{one.entry.origin.shown}, {doubt}" if place and shared[doubt] == 1 else doubt for doubt in one.doubts
        ]
    return dict.fromkeys(told)


def _of_place(proposed: ProposedEntry, are_many: bool) -> str:
    return f" of {proposed.entry.origin.shown}" if are_many else ""


def _manifest(path: Path, text: str) -> None:
    if path.exists():
        return
    if not text:
        way_out = "give the same command again with --sent-by OFFICE --as-of 2026-03-31, or write the file"
        say(f"{path} is missing, check and build need it: who sent the files, and of which day are they? {way_out}.")
        return
    path.write_text(text, encoding="utf-8")
    say(f"Written to {path}.")


def _print_trial(trial: Trial) -> None:
    before = pd.DataFrame(trial.cells, columns=["column", "yours", "ten rows: before → after"])
    print_frame(before, Format.table, title=f"{trial.label}: cells")
    print_frame(trial.rows, Format.table, title=f"{trial.label}: ten rows of {trial.table}")
    if trial.unread:
        unread = pd.DataFrame(trial.unread, columns=["column", "yours", "not read", "rows"])
        print_frame(unread, Format.table, title=f"{trial.label}: the most frequent cells that are not read")
    console.print(f"{trial.account.sentence}.", highlight=False, soft_wrap=True, markup=False)
