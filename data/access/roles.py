"""What somebody may do: a role, the areas, and who it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from data.store.scope import Scope


class Role(StrEnum):
    """Leader and analyst see and keep; region likewise, of its area; auditor sees the trail; administrator people."""

    LEADER = "leader"
    ANALYST = "analyst"
    REGION = "region"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Access:
    """What a person has been given.

    ``sees_exact`` is the right to exact cells below the province; ``sees_above`` that to results of the whole nation
    (frontier, errors) for a scope that is not the nation.
    """

    who: str
    role: Role
    scope: Scope
    sees_exact: bool = False
    sees_above: bool = True

    @property
    def keeps(self) -> bool:
        """Whether scenarios and records can be kept; auditors only look."""
        return self.role is not Role.AUDITOR

    @property
    def sees_trail(self) -> bool:
        """Whether the audit trail is shown: to auditors, and to nobody else."""
        return self.role is Role.AUDITOR

    @property
    def sees_all_scenarios(self) -> bool:
        """Whether scenarios of others are listed; changing them stays with their owners."""
        return self.role is Role.ADMINISTRATOR
