"""The register of weight 1, in which many counts are small; shared with the tests of figures."""

from __future__ import annotations

from tests.data.figures.conftest import weight_one

__all__ = ["weight_one"]
