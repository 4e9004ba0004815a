"""A whole scenario as one parameter of an address: whatever a policy file can say, compact, checked, and back again."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from functools import lru_cache

from simulator.policy.files import Policy, available, parse, to_toml
from simulator.policy.limits import MOST_BYTES
from simulator.policy.refusals import refusal
from terms import InputError

VERSION = "1"
#: Servers and proxies in front of the application often refuse an address line above 8,192 characters.
LONGEST = 6_000
#: Good and bad links are remembered alike, so that a bad one costs its work once.
MOST_REMEMBERED = 1_024

_FORM = re.compile(r"([0-9a-z]+)\.([A-Za-z0-9_-]+)")
#: What scenarios often say, the most frequent last. Part of version 1: a change makes every link unreadable.
_COMMON = b"""
by_province by_kabupaten needs_component max_persons filling_order true false programme or any stop or assess
severe_disability pregnant_or_young_child no_working_age pupils_sma pupils_smp pupils_sd children_0_6 pregnant = 750000
stop or suspend none, quota or all decile families; PBI: persons family traits true or false persons per family
]] = {national = "35.15" = , "32.04" = , "11" = 5, "elderly", "severe_disability"] start = 2026-01-01
note = "Keadaan sekarang baseline = "keadaan_sekarang" [[pbi.take_up_share]] [[sembako.budget_limit]]
[[pkh.quota]] [[pkh.amounts]] value = {elderly = 600000, [[pkh.crossing_keep_share]] [[pkh.crossing_mode]]
value = "suspend" [[pkh.cap_clock]] value = "any" [[pkh.cap_mode]] value = "assess" [[pkh.cap_keep_share]] value = 0.5
[[pkh.cap_exempt]] value = ["elderly", "severe_disability"] [[pkh.admission]] value = "all" unit = "rupiah per quarter"
unit = "share, 0 to 1" unit = "quarters, inclusive" status = "announced" source = "Skenario pengguna"
name = "Skenario" baseline = "aturan_berlaku"

[[pbi.max_quarters]] [[sembako.max_quarters]] [[pkh.max_quarters]] value = 20
[[pbi.max_decile]] [[sembako.max_decile]]

[[pkh.max_decile]]
value = 4
unit = "decile, inclusive"
status = "scenario"
source = "
"""


def encode(policy: Policy) -> str:
    """The policy as letters, digits, ``-``, ``_`` and one dot; ``decode`` gives it back under the key ``scenario``.

    InputError when its baseline does not come with the application, or when it says more than an address can hold.
    """
    if policy.baseline is not None and policy.baseline.key not in available():
        raise refusal("link_baseline", allowed=", ".join(available()), got=repr(policy.baseline.name))
    press = zlib.compressobj(9, zdict=_COMMON)
    packed = press.compress(to_toml(policy, brief=True).encode()) + press.flush()
    word = f"{VERSION}.{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"
    if len(word) > LONGEST:
        raise refusal("link_full", limit=LONGEST, got=len(word))
    return word


def decode(word: str) -> Policy:
    """The policy in the parameter; InputError says what is wrong with the link, or with the scenario in it."""
    if len(word) > LONGEST:
        raise refusal("link_long", limit=LONGEST, got=len(word))
    found = _remembered(word)
    if isinstance(found, InputError):
        # A new one each time: an error that is raised again collects the frames of every time before.
        raise InputError(str(found), found.reasons)
    return found


@lru_cache(maxsize=MOST_REMEMBERED)
def _remembered(word: str) -> Policy | InputError:
    match = _FORM.fullmatch(word)
    try:
        if match is None:
            raise refusal("link_form")
        if match[1] != VERSION:
            raise refusal("link_version", version=VERSION, got=match[1][:20])
        return parse(_unpacked(match[2]), kept=True)
    except InputError as fault:
        return InputError(str(fault), fault.reasons)


def _unpacked(text: str) -> str:
    """The TOML in the packed text; zlib's checksum notices every letter that was lost or changed."""
    unpress = zlib.decompressobj(zdict=_COMMON)
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        # No more is unpacked than a scenario may have: a link of 4 KB could hold 4 MB.
        toml = unpress.decompress(packed, MOST_BYTES)
        whole = unpress.eof and not unpress.unused_data
        if whole:
            return toml.decode()
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        pass
    raise refusal("link_damaged")
