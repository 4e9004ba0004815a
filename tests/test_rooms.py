"""The rule of the rooms (who may import what), held over the syntax tree of every module."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"terms", "pointer", "simulator", "targeting", "data", "geo", "pages", "commands", "cli", "app"}

#: What each room may import besides the standard library and itself. The most specific prefix of a path wins.
ALLOWED = {
    "terms.py": set(),
    "pointer.py": set(),
    "simulator": {"numpy", "pandas", "terms", "targeting"},
    "targeting": {"numpy", "pandas", "scipy", "sklearn", "threadpoolctl", "terms"},
    "data": {
        "duckdb",
        "pandas",
        "pyarrow",
        "numpy",
        "scipy",
        "rich",
        "terms",
        "pointer",
        "geo.regions",
        "simulator",
        "targeting",
    },
    "geo": {"geopandas", "shapely", "pyogrio", "pyproj", "numpy", "scipy", "pandas", "plotly", "terms", "pointer"},
    "geo/regions.py": {"pandas", "terms", "geo.candidates"},
    "geo/candidates.py": {"terms"},
    "pages/shared": {"streamlit", "plotly", "pandas", "numpy", "xlsxwriter", "terms", "simulator", "targeting", "geo"},
    "pages": {"streamlit", "pandas", "terms", "pages.shared", "simulator", "targeting", "geo"},
    "pages/menu.py": {"streamlit", "pages.shared"},
    "app.py": {"streamlit", "starlette", "pointer"},
    "commands": {"typer", "rich", "pandas", "terms", "simulator", "targeting", "data", "geo"},
    "cli.py": {"typer", "commands", "terms"},
}
#: Modules of a room that may not even use the rest of their own room, because another room imports them.
LIGHT = {"geo/regions.py", "geo/candidates.py"}
#: The files of the screen that read the store (`cached.py`, split by subject), and what the other shared files may use
#: of `data`: its types, the rule about small counts, and the one place that makes cells of files.
READERS = "pages/shared/cached"
TYPES_OF_DATA = {
    "data.store.scope",
    "data.contract.input_tables",
    "data.contract.store_tables",
    "data.store.disclosure",
    "data.spreadsheet",
}


def modules() -> list[str]:
    tops = ("terms.py", "pointer.py", "app.py", "cli.py")
    folders = ("simulator", "targeting", "data", "geo", "pages", "commands")
    found = [ROOT / name for name in tops] + [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(str(path.relative_to(ROOT)) for path in found if path.exists())


def allowed(module: str) -> set[str]:
    rooms = [room for room in ALLOWED if module == room or module.startswith(f"{room}/")]
    permitted = set(ALLOWED[max(rooms, key=len)])
    if module.startswith("pages/shared/"):
        permitted |= {"data"} if module.startswith(READERS) else TYPES_OF_DATA
    return permitted


def imported(module: str) -> list[str]:
    """Every absolute module name that a file imports, deferred imports included."""
    names = []
    for node in ast.walk(ast.parse((ROOT / module).read_text())):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import; name the room"
            names += _from(node)
    return names


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
    own_room = module.split("/")[0].removesuffix(".py")
    top = name.split(".")[0]
    if top in sys.stdlib_module_names:
        return True
    if top == own_room and own_room != "pages":
        return module not in LIGHT or name in ALLOWED[module]
    if module.startswith("pages/shared/") and name.startswith("pages.shared"):
        return True
    return any(name == permitted or name.startswith(f"{permitted}.") for permitted in allowed(module))


@pytest.mark.parametrize("module", modules())
def test_room_imports_only_what_its_door_allows(module):
    strangers = [name for name in imported(module) if not is_allowed(name, module)]
    assert not strangers, f"{module} may import only {sorted(allowed(module))}, got {strangers}"


def test_rooms_depend_in_one_direction_only():
    """terms ← targeting ← simulator ← data ← pages.shared ← pages: nobody imports upwards."""
    order = ["terms", "targeting", "simulator", "data", "pages"]
    for module in modules():
        room = module.split("/")[0].removesuffix(".py")
        above = order[order.index(room) + 1 :] if room in order else []
        upward = [name for name in imported(module) if name.split(".")[0] in above]
        assert not upward, f"{module} imports upwards: {upward}"


@pytest.mark.parametrize("module", [name for name in modules() if name.startswith("pages/") and "/shared/" not in name])
def test_pages_touch_neither_sql_nor_session_state(module):
    text = (ROOT / module).read_text()
    assert "session_state" not in text, f"{module}: state lives in the address (pages/shared/controls.py)"
    assert "duckdb" not in text and "SELECT" not in text
