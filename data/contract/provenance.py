"""Tables of the store about its own making: quarters, builds, files, rows, checks."""

from __future__ import annotations

from data.contract.columns import _BUILD, BuiltTable, Column, _code, _count, _flag, _quarter

UNREAD_FILE = BuiltTable(
    "unread_file",
    "one file or folder of the inbox that the build did not read",
    (
        _code("quarter", "2026Q1 …, or empty", "quarter whose folder holds it; empty = the inbox itself", _BUILD),
        _code("name", "text", "its name, cut to 80 characters, long numbers masked", _BUILD),
    ),
)


QUARTER_INFO = BuiltTable(
    "quarter_info",
    "one quarter in the store",
    (
        _quarter(source="manifest.toml"),
        Column("as_of", "DATE", "date", "a date", "day of the snapshot", "manifest.toml"),
        _code("sent_by", "text", "office that sent the quarter", "manifest.toml"),
        _flag("synthetic", "made up, not a real register", "manifest.toml"),
        _code("truth", "JSON", "true figures that only a made-up register can know", "manifest.toml"),
        _code("build_id", "text", "build that counted the quarter", _BUILD),
    ),
)


PROVENANCE = BuiltTable(
    "provenance",
    "one build that led to this store, the latest last",
    (
        _code("build_id", "text", "the build", _BUILD),
        Column("built_at", "TIMESTAMP", "UTC", "a time", "when the build ended", _BUILD),
        _code("code_version", "text", "version of the code", _BUILD),
        _code("built_quarters", "2026Q1, …", "quarters that it counted", _BUILD),
        Column("seconds", "DOUBLE", "seconds", "above 0", "duration", _BUILD),
    ),
)


SOURCE_FILE = BuiltTable(
    "source_file",
    "one input file",
    (
        _quarter(source=_BUILD),
        _code("table_name", "families, payments …", "table of the contract", _BUILD),
        _code("file", "text", "file within the folder of the quarter", _BUILD),
        _code("sha256", "64 hexadecimal digits", "hash of its content", _BUILD),
        _count("bytes", "bytes", "size", _BUILD, "BIGINT"),
        Column("modified", "BIGINT", "nanoseconds since 1970", "a time", "last change of the file", _BUILD),
        _count("rows", "rows", "rows; empty for the manifest", _BUILD, "BIGINT"),
    ),
)


ROW_ACCOUNT = BuiltTable(
    "row_account",
    "one input table of one quarter: rows in = rows built + rows set aside",
    (
        _quarter(source=_BUILD),
        _code("table_name", "families, payments …", "table of the contract", _BUILD),
        _count("rows_in", "rows", "rows in the files", _BUILD, "BIGINT"),
        _count("rows_built", "rows", "rows that the store counts (not weighted)", _BUILD, "BIGINT"),
        _count("rows_set_aside", "rows", "broken rows, set aside with their reasons", _BUILD, "BIGINT"),
    ),
)


MAPPED_ROWS = BuiltTable(
    "mapped_rows",
    "one part of a mapping that an office's own files came through: rows in = rows used + set aside + left out",
    (
        _quarter(source=_BUILD),
        Column("part", "INTEGER", "", "from 1", "place of the part in the mapping of the quarter", _BUILD),
        _code("table_name", "families, payments …", "table of the contract that it fills", _BUILD),
        _code("origin", "text", "file, sheet or table that it reads, without where a database is", _BUILD),
        _count("rows_in", "rows", "rows of theirs; of aid in columns, for each programme", _BUILD, "BIGINT"),
        _count("rows_used", "rows", "rows of theirs that rows of the contract are made of", _BUILD, "BIGINT"),
        _count("rows_set_aside", "rows", "rows of theirs that cannot be read", _BUILD, "BIGINT"),
        _count("rows_left_out", "rows", "rows of theirs that a rule of the mapping leaves out", _BUILD, "BIGINT"),
        _count("lines_unread", "lines", "lines of text that are no rows, beside rows in", _BUILD, "BIGINT"),
        _count("rows_out", "rows", "rows of the contract", _BUILD, "BIGINT"),
        _code("reasons", "text", "each reason with its rows, set aside first", _BUILD),
    ),
)


CHECK_RESULT = BuiltTable(
    "check_result",
    "one claim checked before or after the build of a quarter",
    (
        _quarter(source=_BUILD),
        _code("name", "a claim", "what was checked", _BUILD),
        _code(
            "severity",
            ("error", "warning", "note"),
            "error: not built; warning: built and shown; note: told, as expected",
            _BUILD,
        ),
        _count("failures", "rows", "rows that break the claim", _BUILD, "BIGINT"),
    ),
)
