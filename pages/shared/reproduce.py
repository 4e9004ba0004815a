"""The lines that give the same figures in Python and in a terminal, ready to be copied."""

from __future__ import annotations

import shlex

from simulator.policy import Policy, to_toml
from terms import Quarter

FILE = "skenario.toml"


def lines(policy: Policy, quarter: Quarter, build_id: str, store: str = "store") -> tuple[str, str]:
    """Python, to run in the folder of the application, and shell lines; both print the nation's table as CSV.

    They compute on the build that the store serves, which is ``build_id`` as long as no newer one was made.
    """
    toml = to_toml(policy)
    return _python(toml, quarter, build_id, store), _terminal(toml, quarter, build_id, store)


def _python(toml: str, quarter: Quarter, build_id: str, store: str) -> str:
    return f"""\
# Build {build_id}
from pathlib import Path

from data import readers
from data.scope import Scope
from data.store import open_store
from simulator.engine import simulate
from simulator.policy import parse
from terms import Quarter

SCENARIO = {_literal(toml)}

served = open_store(Path({store!r}))
cells = readers.cells(served, Scope.national(), Quarter.parse("{quarter}"))
outcome = simulate(cells, parse(SCENARIO))
print(outcome.table("nation").to_csv(index=False))
"""


def _terminal(toml: str, quarter: Quarter, build_id: str, store: str) -> str:
    end = "SELESAI"
    while end in toml.splitlines():
        end += "_"
    return f"""\
# Build {build_id}
cat > {FILE} <<'{end}'
{toml}{end}
./tepat simulate {FILE} --quarter {quarter} --by nation --format csv --store {shlex.quote(store)}
"""


def _literal(text: str) -> str:
    """The text as Python source: as it reads where that is the same text, else with escapes."""
    plain = f'r"""\n{text}"""'
    return plain if '"""' not in text and "\\" not in text else repr(text)
