"""What people keep: their saved scenarios and the records of their runs, in the application's own small database."""

from __future__ import annotations

from collections.abc import Collection

from data.access.roles import Access
from data.figures.beyond import refuse_beyond
from data.figures.perturbed import names_kabupaten
from data.keep import fingerprint, kept_cells, records, scenarios, sharing
from data.keep.database import Unavailable
from data.keep.records import Record, Run
from data.keep.scenarios import Saved
from data.store.scope import Scope
from data.store.version import code_version
from pages.cached import simulation
from pages.cached.register import build
from pages.cached.store import folder
from simulator.policy import link
from simulator.policy.files import Policy, available, parse, to_toml
from terms import InputError, Quarter

__all__ = ["Record", "Saved", "Unavailable"]


def saved(who: str, text: str = "") -> tuple[Saved, ...]:
    """One's saved scenarios whose name contains the text, the last changed first."""
    return scenarios.find(folder(), who, text)


def words(who: str) -> tuple[str, ...]:
    """The words of one's saved scenarios that an address can hold."""
    found = []
    for one in saved(who):
        try:
            found.append(link.encode(policy_of(one)))
        except InputError:
            continue
    return tuple(found)


def policy_of(one: Saved) -> Policy:
    """The scenario that was saved; InputError when this version of the application cannot read it any more."""
    return parse(one.toml, kept=True)


def save(who: str, name: str, policy: Policy) -> Saved:
    """Keep a scenario under a name that is not taken yet."""
    return scenarios.save(folder(), who, name, to_toml(policy))


def replace(who: str, number: int, policy: Policy) -> Saved:
    """Put another content under a saved scenario's name."""
    return scenarios.change(folder(), who, number, to_toml(policy))


def rename(who: str, number: int, name: str) -> Saved:
    """Give a saved scenario another name."""
    return scenarios.rename(folder(), who, number, name)


def duplicate(who: str, number: int) -> Saved:
    """Copy a saved scenario under the first free name."""
    return scenarios.duplicate(folder(), who, number)


def delete(who: str, number: int) -> None:
    """Delete a saved scenario; records of runs with it stay."""
    scenarios.delete(folder(), who, number)


def share(who: str, number: int) -> None:
    """Let everybody who is let in read a saved scenario."""
    sharing.share(folder(), who, number)


def unshare(who: str, number: int) -> None:
    """Nobody else may read a saved scenario any more."""
    sharing.unshare(folder(), who, number)


def is_shared(who: str, number: int) -> bool:
    """Whether others may read a saved scenario."""
    return bool(sharing.readers(folder(), who, number))


def of_others(who: Access) -> tuple[Saved, ...]:
    """Scenarios of others that one may read: those that were shared; for administrators all."""
    return sharing.readable(folder(), who.who, who.sees_all_scenarios)


def record(
    who: str, scope: Scope, quarter: Quarter, policy: Policy, reference: Policy, sees_exact: bool = False
) -> Record:
    """Keep for good what this scenario gives on this build, read against a reference."""
    for one in (policy, reference):
        refuse_beyond(scope, one, (quarter,))
    # A record is of the exact register, so that `tepat verify` can compute it anew anywhere.
    outcome, held = (simulation.outcome(quarter, one, sees_exact=True) for one in (policy, reference))
    cells = simulation.cells(quarter)
    result = fingerprint.summed_up(outcome, held, scope)
    run = Run(
        who=who,
        scenario=to_toml(policy),
        baseline=reference.key if reference.key in available() else to_toml(reference),
        build_id=build().build_id,
        quarter=str(quarter),
        code_version=code_version(),
        scope=records.scope_text(scope),
        results_sha256=result.sha256,
        figures=result.figures
        if sees_exact or _may_tell(scope, quarter, (policy, reference))
        else fingerprint.NOT_TOLD,
        cells_sha256=kept_cells.digest(cells),
    )
    kept_cells.keep(folder(), cells)
    return records.record(folder(), run)


def _may_tell(scope: Scope, quarter: Quarter, policies: Collection[Policy]) -> bool:
    """Whether exact totals may stand in a record: those of provinces and of the nation, if no kabupaten is apart."""
    return not scope.kabupaten_codes and not any(names_kabupaten(one, quarter) for one in policies)


def recorded(who: str, limit: int) -> tuple[Record, ...]:
    """One's last records, the newest first."""
    return records.by_person(folder(), who, limit)


def as_file(kept: Record) -> bytes:
    """A record as the file that `tepat verify` takes."""
    return records.to_json(kept).encode()
