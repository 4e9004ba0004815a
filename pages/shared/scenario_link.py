"""A whole scenario as one parameter of an address: whatever a policy file can say, compact, checked, and back again."""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from simulator.policy import Policy, available, parse, to_toml
from terms import InputError

VERSION = "1"
#: Servers and proxies in front of the application often refuse an address line above 8,192 characters.
LONGEST = 6_000
LONGEST_TOML = 65_536

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
        raise InputError(
            f"link: the baseline must be one of {', '.join(available())}, got {policy.baseline.name!r};"
            " save the scenario as a file instead"
        )
    press = zlib.compressobj(9, zdict=_COMMON)
    packed = press.compress(to_toml(policy).encode()) + press.flush()
    word = f"{VERSION}.{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"
    if len(word) > LONGEST:
        raise InputError(
            f"link: the scenario must fit into {LONGEST:,} characters, got {len(word):,}; download it as a file instead"
        )
    return word


def decode(word: str) -> Policy:
    """The policy in the parameter; InputError says what is wrong with the link, or with the scenario in it."""
    if len(word) > LONGEST:
        raise InputError(f"link: the scenario must have at most {LONGEST:,} characters, got {len(word):,}")
    match = _FORM.fullmatch(word)
    if match is None:
        raise InputError("link: the scenario in this address is not readable; copy the whole address again")
    if match[1] != VERSION:
        raise InputError(f"link: the scenario must be of version {VERSION}, got version {match[1]}; open it anew")
    return parse(_unpacked(match[2]))


def _unpacked(text: str) -> str:
    """The TOML in the packed text; zlib's checksum notices every letter that was lost or changed."""
    unpress = zlib.decompressobj(zdict=_COMMON)
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        toml = unpress.decompress(packed, LONGEST_TOML)
        whole = unpress.eof and not unpress.unused_data
        if whole:
            return toml.decode()
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        pass
    raise InputError("link: the scenario in this address is damaged or cut off; copy the whole address again")
