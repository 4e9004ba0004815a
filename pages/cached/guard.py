"""By what cells are changed before they answer, as a part of every key under which an answer is kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.keep.figures_key import digest_of


@dataclass(frozen=True)
class Guard:
    """The site's secret by which cells are perturbed, or nothing at all (exact cells).

    Cells changed under one secret never answer for another, so it is part of the key of whatever is kept of an answer;
    there it stands by its digest: the secret itself is no key of a cache.
    """

    secret: bytes | None = field(default=None, repr=False)

    def digest(self) -> str:
        return digest_of(self.secret)


EXACT = Guard()
