"""The lines that give the same figures in Python and in a terminal, ready to be copied."""

from __future__ import annotations

import shlex

from simulator.policy.files import Policy, to_toml
from terms import Quarter

FILE = "skenario.toml"


def lines(policy: Policy, quarter: Quarter, build_id: str, store: str) -> tuple[str, str]:
    """Python and shell lines, both to run in the folder of the application; both print the nation's table as CSV.

    ``store`` is the store's path from that folder. The lines compute on ``build_id``; where the store no longer has
    it, they say so and print nothing, rather than answer from another build.
    """
    toml = to_toml(policy)
    return _python(toml, quarter, build_id, store), _terminal(toml, quarter, build_id, store)


def _python(toml: str, quarter: Quarter, build_id: str, store: str) -> str:
    return f"""\
# Build {build_id}
from pathlib import Path

from data.read import register
from data.store.open import open_build
from data.store.scope import Scope
from simulator.comparison import whole_table
from simulator.engine.simulate import simulate
from simulator.policy.files import parse
from terms import Quarter

SCENARIO = {_literal(toml)}

build = open_build(Path({store!r}), {build_id!r})
cells = register.cells(build, Scope.national(), Quarter.parse("{quarter}"))
policy = parse(SCENARIO)
print(whole_table(simulate(cells, policy), policy, "nation").to_csv(index=False))
"""


def _terminal(toml: str, quarter: Quarter, build_id: str, store: str) -> str:
    end = "SELESAI"
    while end in toml.splitlines():
        end += "_"
    return f"""\
# Build {build_id}
cat > {FILE} <<'{end}'
{toml}{end}
./tepat simulate {FILE} --quarter {quarter} --by nation --format csv \\
  --store {shlex.quote(store)} --build {shlex.quote(build_id)}
"""


def _literal(text: str) -> str:
    """The text as Python source: as it reads where that is the same text, else with escapes."""
    plain = f'r"""\n{text}"""'
    return plain if '"""' not in text and "\\" not in text else repr(text)
