"""What part of the nation somebody may see; no reader gives anything without one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from terms import NATION, InputError

_PROVINCE = re.compile(r"\d{2}")
_KABUPATEN = re.compile(r"\d{2}\.\d{2}")


@dataclass(frozen=True)
class Scope:
    """The nation (no codes), or some provinces and kabupaten by their Kemendagri codes."""

    province_codes: tuple[str, ...] = ()
    kabupaten_codes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        wrong = [code for code in self.province_codes if not _PROVINCE.fullmatch(code)]
        wrong += [code for code in self.kabupaten_codes if not _KABUPATEN.fullmatch(code)]
        if wrong:
            raise InputError(f"scope: codes must look like 35 or 35.15, got {', '.join(map(repr, wrong))}")

    @classmethod
    def national(cls) -> Scope:
        return cls()

    @classmethod
    def provinces(cls, *codes: str) -> Scope:
        """All kabupaten of these provinces (``"35"``); at least one, so that nothing becomes everything."""
        return cls(province_codes=_some(codes))

    @classmethod
    def kabupaten(cls, *codes: str) -> Scope:
        """These kabupaten alone (``"35.15"``); at least one."""
        return cls(kabupaten_codes=_some(codes))

    @property
    def is_national(self) -> bool:
        return not self.province_codes and not self.kabupaten_codes

    @property
    def filters(self) -> dict[str, object]:
        """What the statements filter by; a scope that names nothing but is not national does not exist."""
        return {
            "national": self.is_national,
            "provinces": list(self.province_codes),
            "kabupaten": list(self.kabupaten_codes),
        }

    def within(self, code: str) -> Scope:
        """This scope cut down to one area: ``ID`` is all that it holds, ``35`` a province, ``35.15`` a kabupaten.

        Raises InputError when the area is not wholly within the scope.
        """
        if code == NATION:
            return self
        if not (self.allows(code) if "." in code else self.is_national or code in self.province_codes):
            raise InputError(f"scope: {code} is not wholly within what may be seen")
        return Scope.kabupaten(code) if "." in code else Scope.provinces(code)

    def allows(self, kabupaten_code: str) -> bool:
        """Whether figures of this kabupaten may be shown."""
        return self.is_national or kabupaten_code[:2] in self.province_codes or kabupaten_code in self.kabupaten_codes


def _some(codes: tuple[str, ...]) -> tuple[str, ...]:
    if not codes:
        raise InputError("scope: at least one code must be named, got none")
    return tuple(sorted(set(codes)))
