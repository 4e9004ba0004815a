"""The rule of the rooms: which folder may import which, held over the syntax tree of every module."""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("simulator", "targeting", "data", "geo", "pages", "commands", "web")
TOPS = ("terms.py", "settings.py", "pointer.py", "app.py", "cli.py")
OURS = {*FOLDERS, *(name.removesuffix(".py") for name in TOPS)}

_SCIENCE = {"numpy", "pandas", "scipy"}
_SCREEN = {"streamlit", "plotly", "pandas", "numpy"}
_KERNEL = {"terms", "simulator", "targeting", "geo"}
#: What leaves `data/figures` is safe to show, so its types may be named by every page; exact rows cannot be had there.
_FIGURES = {"data.figures", "data.store.scope", "data.spreadsheet"}
_ROLES = {"data.access.roles"}
_PAGE = {*_SCREEN, *_KERNEL, *_FIGURES, *_ROLES, "pages.shared", "pages.cached", "pages.documents"}

#: What each room may import besides the standard library and itself; the most specific room of a module decides.
ALLOWED: dict[str, set[str]] = {
    "terms.py": set(),
    "settings.py": set(),
    "pointer.py": set(),
    # How a text becomes a cell of a file, for whoever writes one.
    "data/spreadsheet.py": {"pandas", "terms"},
    "targeting": {*_SCIENCE, "sklearn", "threadpoolctl", "terms"},
    "simulator": {"numpy", "pandas", "terms", "targeting"},
    "geo": {"pointer", *_SCIENCE, "geopandas", "shapely", "pyogrio", "pyproj", "plotly", "terms"},
    "geo/regions.py": {"pandas", "terms", "geo.candidates"},
    "geo/candidates.py": {"terms"},
    # data: contract, store, statements <- inbox, read <- check, figures, keep <- build; demo stands apart.
    "data/statements.py": {"duckdb"},
    "data/duckdb_faults.py": {"duckdb"},
    "data/contract": {"pyarrow", "terms"},
    "data/store": {"duckdb", "pandas", "numpy", "terms", "pointer", "data.contract", "data.statements"}
    | {"data.duckdb_faults"},
    # Who may see what is asked by the store's readers through Scope, so it stands beside the store.
    "data/access": {"jsonschema", "terms", "geo.regions", "data.store.scope"},
    # Where tasks run, for check and build; the cluster is an extra.
    "data/engine": {"distributed", "duckdb", "terms", "data.store.version"},
    "data/inbox": {"duckdb", "pandas", "pyarrow", "terms", "geo.regions", "data.contract", "data.statements"}
    | {"data.duckdb_faults", "data.engine"},
    # An office's own files, in whatever form, become files of the contract.
    "data/mapping": {"duckdb", "pandas", "pyarrow", "python_calamine", "adbc_driver_postgresql", "terms"}
    | {"geo.regions", "data.contract", "data.inbox", "data.statements", "data.duckdb_faults"},
    "data/read": {
        *{"duckdb", "terms", "simulator", "targeting", "data.contract", "data.store", "data.statements"},
        *_SCIENCE,
    },
    # The lines that the demonstration is calibrated to are read with the figures that they are held against.
    "data/read/calibration.py": {"numpy", "pandas", "terms", "data.store", "data.statements", "data.read"}
    | {"data.demo.lines"},
    "data/check": {
        *{"duckdb", "numpy", "pandas", "rich", "terms", "simulator", "data.contract", "data.inbox"},
        *{"data.spreadsheet", "data.engine", "data.statements"},
    },
    "data/figures": {
        *{"terms", "simulator", "targeting", "geo.regions", "data.contract", "data.store", "data.read"},
        *_SCIENCE,
    },
    "data/keep": {
        *{"duckdb", "numpy", "pandas", "pyarrow", "terms", "simulator", "data.store", "data.read", "data.statements"},
    },
    # The open data package meets the door of figures with the borders, as a page does, and computes nothing.
    "data/package": {
        *{"pandas", "pyarrow", "geopandas", "terms", "geo.map_files", "geo.regions", "data.figures"},
        *{"data.read.asked", "data.read.register", "data.store", "data.spreadsheet"},
    },
    "data/build": {
        *{"duckdb", "pyarrow", "terms", "simulator", "targeting", "data.contract", "data.store", "data.statements"},
        *{"data.inbox", "data.check", "data.engine", "data.duckdb_faults", *_SCIENCE},
    },
    "data/demo": {"pyarrow", "terms", "geo.regions", "data.contract", "data.read.published", *_SCIENCE},
    # The screen: shared <- cached <- documents <- the folders of pages <- the page files; never one page from another.
    "pages/shared": {*_SCREEN, *_KERNEL, *_ROLES, "data.store.scope", "pages.cached", "pages.pictures"}
    | {"data.spreadsheet"},
    "pages/cached": {
        *{*_SCREEN, *_KERNEL, "settings", "data.access", "data.contract", "data.figures", "data.keep", "data.store"},
        *{
            "data.read.accuracy",
            "data.read.register",
            "data.read.published",
            "data.read.calibration",
            "data.read.asked",
        },
    },
    "pages/documents": {*_SCREEN, *_KERNEL, *_FIGURES, "xlsxwriter", "pages.shared", "pages.cached"},
    # A figure of the screen as a picture: plain values in, bytes out.
    "pages/pictures": {"matplotlib", "numpy", "terms"},
    # The note on paper: it speaks, but has no screen, so that the terminal writes it too.
    "pages/paper": {"terms", "simulator", "geo", "data.figures", "typst", "shapely", "pages.shared.voice"},
    "pages/accuracy": _PAGE,
    "pages/deciles": _PAGE,
    "pages/methods": _PAGE,
    "pages/movement": _PAGE,
    "pages/overview": {*_PAGE, "pages.paper"},
    "pages/scenario": {*_PAGE},
    "pages/projection": {*_PAGE, "pages.scenario"},
    "pages/region": {*_PAGE, "pages.paper", "pages.scenario"},
    "pages/simulation": {*_PAGE, "pages.scenario"},
    "pages/updates": _PAGE,
    "pages": {*_PAGE, "pages.accuracy", "pages.deciles", "pages.methods", "pages.movement", "pages.simulation"}
    | {"pages.overview", "pages.projection", "pages.region", "pages.scenario", "pages.updates"},
    "pages/menu.py": {"streamlit", "pages.shared", "pages.cached"},
    "web": {"streamlit", "starlette", "settings", "terms", "data.access", "data.keep", "pages.shared.voice"},
    # The API answers what the pages answer, from the same kept figures; what it may not import it cannot tell.
    "web/api": {
        *{"starlette", "anyio", "pydantic", "pandas", "settings", "terms", "simulator", "geo.regions", "web"},
        *{"data.access", "data.figures", "data.keep", "data.spreadsheet"},
        *{"data.store.scope", "data.store.finished", "data.store.version"},
        *{"pages.cached", "pages.shared.voice"},
    },
    "app.py": {
        "streamlit",
        "starlette",
        "settings",
        "terms",
        "data.access",
        "geo.kecamatan",
        "geo.map_files",
        "geo.tiles",
        "pages.shared.visitor",
        "pages.shared.voice",
        "web",
    },
    "commands": {"typer", "rich", "pandas", "terms", "settings", "simulator", "targeting", "data", "geo"},
    # The note speaks as the screen does; of the pages the terminal takes nothing else.
    "commands/note.py": {"typer", "rich", "terms", "settings", "simulator", "data", "geo", "commands"}
    | {"pages.paper", "pages.shared.voice"},
    "cli.py": {"typer", "commands", "terms"},
}
#: Modules of a room that may not even use the rest of their own room, because another room imports them.
LIGHT = {"geo/regions.py", "geo/candidates.py"}
#: Only figures hide; the rest of the code cannot forget to.
DISCLOSURE = "data.store.disclosure"
MAY_HIDE = ("data/figures/", "data/store/")


@cache
def modules() -> tuple[str, ...]:
    found = [ROOT / name for name in TOPS] + [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return tuple(sorted(str(path.relative_to(ROOT)) for path in found if path.exists()))


def room_of(module: str) -> str:
    """The most specific room that a module lies in."""
    rooms = [room for room in ALLOWED if module == room or module.startswith(f"{room}/")]
    assert rooms, f"{module} lies in no room; name its room in tests/test_rooms.py"
    return max(rooms, key=len)


@cache
def imported(module: str) -> tuple[str, ...]:
    """Every absolute module name that a file imports, deferred imports included."""
    names: list[str] = []
    for node in ast.walk(ast.parse((ROOT / module).read_text())):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import; name the room"
            names += _from(node)
    return tuple(names)


def _from(node: ast.ImportFrom) -> list[str]:
    """`from geo import regions` imports geo.regions; a name that is no module of ours stands for its module."""
    if node.module.split(".")[0] not in OURS:
        return [node.module]
    folder = ROOT.joinpath(*node.module.split("."))
    submodules = [f"{node.module}.{alias.name}" for alias in node.names if _is_module(folder / alias.name)]
    return submodules or [node.module]


def _is_module(path: Path) -> bool:
    return path.with_suffix(".py").exists() or path.is_dir()


def is_allowed(name: str, module: str) -> bool:
    room = room_of(module)
    if name.split(".")[0] in sys.stdlib_module_names:
        return True
    own = room.removesuffix(".py").replace("/", ".")
    if module not in LIGHT and room != "pages" and (name == own or name.startswith(f"{own}.")):
        return True
    if module not in LIGHT and room.endswith(".py") and name.startswith(own.rsplit(".", 1)[0] + "."):
        return name.split(".")[0] == "geo" or any(_within(name, permitted) for permitted in ALLOWED[room])
    return any(_within(name, permitted) for permitted in ALLOWED[room])


def _within(name: str, permitted: str) -> bool:
    return name == permitted or name.startswith(f"{permitted}.")


@pytest.mark.parametrize("module", modules())
def test_room_imports_only_what_its_door_allows(module):
    strangers = [name for name in imported(module) if not is_allowed(name, module)]
    assert not strangers, f"{module} may import only {sorted(ALLOWED[room_of(module)])}, got {strangers}"


def test_only_figures_hide_small_counts():
    others = [name for name in modules() if DISCLOSURE in imported(name) and not name.startswith(MAY_HIDE)]
    assert not others, f"only data/figures may decide what is hidden, got {others}"


def test_rooms_depend_in_one_direction_only():
    """terms ← targeting ← simulator ← data ← pages: nobody imports upwards."""
    order = ["terms", "targeting", "simulator", "data", "pages"]
    for module in modules():
        top = module.split("/")[0].removesuffix(".py")
        above = order[order.index(top) + 1 :] if top in order else []
        upward = [name for name in imported(module) if name.split(".")[0] in above]
        assert not upward, f"{module} imports upwards: {upward}"


def test_modules_import_each_other_in_no_circle():
    arrows = {module: {f for n in imported(module) if (f := _file(n)) and f != module} for module in modules()}
    circle = _circle(arrows)
    assert not circle, f"these modules import each other in a circle: {' -> '.join(circle)}"


def _file(name: str) -> str | None:
    path = f"{name.replace('.', '/')}.py"
    return path if path in modules() else None


def _circle(arrows: dict[str, set[str]]) -> list[str]:
    done: set[str] = set()

    def walk(module: str, way: list[str]) -> list[str]:
        if module in way:
            return [*way[way.index(module) :], module]
        if module in done:
            return []
        for other in sorted(arrows[module]):
            if found := walk(other, [*way, module]):
                return found
        done.add(module)
        return []

    for module in arrows:
        if found := walk(module, []):
            return found
    return []


@pytest.mark.parametrize("module", [name for name in modules() if re.fullmatch(r"pages/[a-z]+\.py", name)])
def test_pages_do_not_touch_session_state(module):
    text = (ROOT / module).read_text()
    assert "session_state" not in text, f"{module}: state lives in the address (pages/shared/controls.py)"


#: A text that a database would take for a statement, in whatever letters.
SQL = re.compile(
    r"\s*(?:select\b.+\bfrom\b|with\b.+\bas\s*\(|insert\s+into\b|update\b.+\bset\b|delete\s+from\b"
    r"|create\s+(?:or\s+replace\s+)?(?:temp\w*\s+)?(?:table|view|macro|index|schema)\b|drop\s+\w+\b|copy\b.+\bto\b"
    r"|attach\b|from\s+\w+\s+select\b|pragma\b)",
    re.IGNORECASE | re.DOTALL,
)


def statements_in(source: str) -> list[str]:
    """Texts of the code that are SQL; docstrings speak English and are left out."""
    tree = ast.parse(source)
    bodies = [node.body[0] for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list) and node.body]
    spoken = {id(first.value) for first in bodies if isinstance(first, ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in spoken]
    return [node.value for node in texts if isinstance(node.value, str) and SQL.match(node.value)]


@pytest.mark.parametrize("module", [name for name in modules() if not name.startswith("data/")])
def test_sql_and_its_database_are_in_the_room_of_data_alone(module):
    assert "duckdb" not in {name.split(".")[0] for name in imported(module)}
    assert statements_in((ROOT / module).read_text()) == []


@pytest.mark.parametrize(
    "text",
    [
        "select families from cell",
        "SELECT families\\nFROM cell",
        "  Select 1 From x",
        "with a as (select 1) select * from a",
        "delete from cell",
        "update cell set families = 0",
        "create or replace temp table note (text varchar)",
        "attach 'x.duckdb'",
    ],
)
def test_statement_is_known_in_whatever_letters(text):
    assert statements_in(f'"""Select the families from the cells."""\nread("{text}")\n')
    assert statements_in(f'read(f"{text} {{name}}")\n')
