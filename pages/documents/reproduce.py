"""The lines that give the same figures in Python and in a terminal, ready to be copied."""

from __future__ import annotations

import shlex

from simulator.policy.files import Policy, to_toml
from simulator.projection.options import ProjectionOptions
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
from simulator.projection.options import ProjectionOptions
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


def projected(policy: Policy, options: ProjectionOptions, store: str) -> str:
    """The shell line that carries the policy on as these options say, from the newest quarter of the store."""
    toml, end = to_toml(policy), "SELESAI"
    while end in toml.splitlines():
        end += "_"
    words = [f"--quarters {options.quarters}", f"--phase {options.phase}", f"--cohorts {options.cohorts}"]
    words += [f"--cap-from {options.cap_from}"] if options.cap_from else []
    words += [f"--reentry-quarters {options.reentry_quarters}"] if options.reentry_quarters else []
    words += [f"--indexation {options.indexation}"] if options.indexation else []
    return f"""\
cat > {FILE} <<'{end}'
{toml}{end}
./tepat project {FILE} {" ".join(words)} --format csv --store {shlex.quote(store)}
"""


def _literal(text: str) -> str:
    """The text as Python source: as it reads where that is the same text, else with escapes."""
    plain = f'r"""\n{text}"""'
    return plain if '"""' not in text and "\\" not in text else repr(text)
