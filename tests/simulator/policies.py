"""Policies at random for the reference test: every field of a rule, in any combination."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from simulator.cells import COMPONENTS
from simulator.policy.fields import EXEMPTIONS
from simulator.policy.files import Declared, Policy

SOURCE = "a test"
CAPS = (1, 4, 8, 19, 20, 21, 24, 28, 40, 72, "none")
DECLARED = (Declared("RASKIN", "family"), Declared("ANAK", "person"), Declared("SEKOLAH_RAKYAT", "pupil"))


def policy_of(rules: dict[str, dict[str, Any]], declared: tuple[Declared, ...] = ()) -> Policy:
    """A policy without a baseline, from plain values as a file would hold them."""
    policy = Policy("test", declared=declared)
    for programme, values in rules.items():
        for name, value in values.items():
            policy = policy.changed(programme, name, value, SOURCE)
    return policy


def rules(whole: bool) -> st.SearchStrategy[dict[str, dict[str, Any]]]:
    """Values for any of the programmes; ``whole``: only shares of 0 and 1, no quota and no budget."""
    units = {"PKH": "family", "SEMBAKO": "family", "PBI": "person"} | {one.code: one.unit for one in DECLARED}
    return st.fixed_dictionaries({}, optional={code: rule(code, unit, whole) for code, unit in units.items()})


def rule(code: str, unit: str, whole: bool) -> st.SearchStrategy[dict[str, Any]]:
    share = st.sampled_from((0, 1)) if whole else st.sampled_from((0, 0.25, 0.842, 1))
    amount = st.integers(0, 3_000_000)
    quota: Any = st.one_of(
        st.integers(0, 120),
        st.fixed_dictionaries({code: st.integers(0, 30) for code in ("11.01", "35.15", "35.78")}),
        st.fixed_dictionaries({"national": st.integers(40, 90), "35.15": st.integers(0, 40)}),
    )
    required = {
        "max_decile": st.integers(0, 10),
        "amounts": st.fixed_dictionaries(dict.fromkeys(COMPONENTS, amount)) if code == "PKH" else amount,
        "cap_keep_share": share,
        "crossing_keep_share": share,
    }
    optional = {
        "max_decile_by_province": st.dictionaries(st.sampled_from(("11", "35")), st.integers(0, 10)),
        "max_decile_by_kabupaten": st.dictionaries(st.sampled_from(("11.01", "35.78")), st.integers(0, 10)),
        "needs_component": st.booleans(),
        "cap_exempt": st.lists(st.sampled_from(EXEMPTIONS), max_size=4),
        "cap_clock": st.sampled_from(("programme", "any")) if code != "PBI" else st.just("any"),
        "cap_mode": st.sampled_from(("stop", "assess")),
        "crossing_mode": st.sampled_from(("stop", "suspend")),
        "take_up_share": share,
        "admission": st.sampled_from(("none", "all") if whole else ("none", "all", "quota")),
    }
    if code != "PBI":
        optional["max_quarters"] = st.sampled_from(CAPS)
    else:
        required |= {"cap_clock": st.just("any"), "max_quarters": st.sampled_from(CAPS)}
        del optional["cap_clock"]
    if not whole:
        required["quota"] = quota
        optional["budget_limit"] = st.one_of(st.just("none"), st.integers(0, 60_000_000))
    return st.fixed_dictionaries(required, optional=optional)
