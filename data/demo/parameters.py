"""What the synthetic register is made to meet, and what is made up.

Letters with a number (P20, R1, D3, M3) are rows of the policy facts; *assumed* marks what nobody published.
Money is rupiah per quarter, rates are per quarter.
"""

from __future__ import annotations

from datetime import date

from terms import Quarter

FIRST_QUARTER = Quarter(2025, 1)
LAST_QUARTER = Quarter(2026, 1)

# Register size: persons, families, day of the version (BPS, R1, R2, R4, R5; 2025Q4 interpolated).
NATION = {
    Quarter(2025, 1): (285_579_122, 93_025_360, date(2025, 2, 3)),
    Quarter(2025, 2): (285_800_000, 93_089_414, date(2025, 5, 31)),
    Quarter(2025, 3): (286_700_000, 94_200_000, date(2025, 7, 31)),
    Quarter(2025, 4): (287_500_000, 94_600_000, date(2025, 11, 7)),
    Quarter(2026, 1): (289_060_513, 95_006_179, date(2026, 1, 23)),
}

# Amounts (Kemensos, P20-P26, P28-P30), dearest first; elderly and severe disability count once a family.
COMPONENT_RUPIAH = {
    "pregnant": 750_000,
    "children_0_6": 750_000,
    "aged_60_plus": 600_000,
    "severe_disability": 600_000,
    "pupils_sma": 500_000,
    "pupils_smp": 375_000,
    "pupils_sd": 225_000,
}
COUNTED_ONCE = ("aged_60_plus", "severe_disability")
MAX_COMPONENTS = 4
SEMBAKO_RUPIAH = 600_000
PBI_RUPIAH = 126_000

# Places (P40-P42). PKH and Sembako together: 20.5 million families, between "20-21 million" of the press.
PKH_FAMILIES = 10_000_000
SEMBAKO_FAMILIES = 18_300_000
PKH_WITH_SEMBAKO = 7_800_000
PBI_PERSONS = 96_800_000
PBI_OUTSIDE_REGISTER = 5_090_334  # until 2025Q2 (M3)
PBI_ABOVE_DECILE = {Quarter(2025, 2): 2_306_943, Quarter(2026, 1): 11_000_000}  # ended in desil 6-10 (M3, M5)
PBI_MAX_DECILE = 5
MAX_DECILE = 4

# Families that field checks remove, all of them truly in desil 5 or above (R20, M1, M2); the split by desil is assumed.
FIELD_CHECK_REMOVES = {
    Quarter(2025, 2): 1_900_000,
    Quarter(2025, 3): 400_000,
    Quarter(2025, 4): 400_000,
    Quarter(2026, 1): 400_000,
}
FIELD_CHECK_BY_DECILE = (0, 0, 0, 0, 0, 0.12, 0.16, 0.20, 0.24, 0.29, 0.33)
GAMBLING_REMOVES = {Quarter(2025, 3): 228_000}  # part of the above (M15)
# 77,000 families graduated in 2025 (D12); 2026 is announced at 300,000 a year (D13), reached slowly: assumed.
GRADUATES = {
    Quarter(2025, 2): 24_000,
    Quarter(2025, 3): 25_000,
    Quarter(2025, 4): 28_000,
    Quarter(2026, 1): 40_000,
}
# Recipients visited in 2025Q2 (12 million with those removed, R20), poor families outside aid in 2025Q4 (R21): shares.
VISITED_RECIPIENTS = {Quarter(2025, 2): 0.54, Quarter(2025, 3): 0.06, Quarter(2025, 4): 0.06, Quarter(2026, 1): 0.08}
VISITED_OTHERS = {Quarter(2025, 2): 0.01, Quarter(2025, 3): 0.02, Quarter(2025, 4): 0.80, Quarter(2026, 1): 0.03}

# True welfare (assumed, tuned so that 37.2 % of families are in desil 1-4, R9).
SIZE_ELASTICITY = 0.27
WELFARE_SPREAD = 0.62
WELFARE_PERSISTENCE = 0.99
# The register's score: correlation with true welfare squared (R10 is a proxy means test; 0.60 assumed).
SCORE_R2 = 0.60
RESCORED_SHARE = 0.15
RESCORED_PERSISTENCE = 0.88
JUMP_SHARE = 0.01
CHECKED_ERROR_LEFT = 0.35
NEW_UNRANKED_SHARE = 0.15
UNRANKED_SHARE = 0.01
UNRANKED_RESOLVED_SHARE = 0.15
UNRANKED_NEW_SHARE = 0.0006

# How steeply receipt falls with register desil (assumed; sets the published error rates, E16).
STEEPNESS_SEMBAKO = 0.248
STEEPNESS_PKH_WITH_SEMBAKO = 0.03
STEEPNESS_PKH_ALONE = 0.248
STEEPNESS_PBI = 0.265
STEEPNESS_REFILL = 0.60
PBI_BONUS_ON_AID = 1.0
UNRANKED_AS_DECILE = 6
PBI_FULL_COVER_BY_DECILE = (0.3, 0.85, 0.82, 0.78, 0.74, 0.70, 0.20, 0.17, 0.15, 0.13, 0.10)

# Tenure on PKH or Sembako at 2025Q4 (D3): families past five and past eighteen years; the oldest spell began 2007Q3.
PAST_FIVE_YEARS = 4_600_000
PAST_EIGHTEEN_YEARS = 36_460
OLDEST_START = Quarter(2007, 3)
PBI_OLDEST_START = Quarter(2014, 1)
PBI_HAZARD = 0.035
STAYED_TO_2025Q4 = 0.845  # share of the 2025Q1 recipients still on aid then; follows from the rates here

# Life (assumed). One flow feeds pregnancy, small children and schools, so that they stay level.
BIRTHS_PER_FAMILY = 0.0099
QUARTERS_IN_STAGE = {"pregnant": 3, "children_0_6": 15, "pupils_sd": 24, "pupils_smp": 12, "pupils_sma": 12}
SEVERE_DISABILITY_PER_PERSON = 0.006
ELDERLY_DEATHS = 0.010
LEAVES_REGISTER = 0.004
SPLIT_SHARE = 0.60
MOVES_KABUPATEN = 0.003
MAX_SIZE = 14
ADMINISTRATIVE_EXITS = {"PKH": 0.004, "SEMBAKO": 0.004, "PBI": 0.0015}

# Proposals by channel and kind: Cek Bansos in 2025Q2 published (M14); the rest is assumed.
CEK_BANSOS = {
    Quarter(2025, 1): (41_207, 913),
    Quarter(2025, 2): (389_318, 5_453),
    Quarter(2025, 3): (402_660, 7_102),
    Quarter(2025, 4): (431_914, 9_847),
    Quarter(2026, 1): (476_025, 13_390),
}
OTHER_CHANNELS = {
    "rt_rw": 61_000,
    "siks_ng": 94_000,
    "pkh_companion": 27_000,
    "command_centre": 4_100,
    "whatsapp": 6_300,
}

# Spot check: families drawn and what happens at the door (assumed).
SPOTCHECK_FAMILIES = {
    Quarter(2025, 1): 25_000,
    Quarter(2025, 2): 25_000,
    Quarter(2025, 3): 25_000,
    Quarter(2025, 4): 25_000,
    Quarter(2026, 1): 100_000,
}
FAMILIES_PER_PSU = 8
URBAN_VILLAGES = {"kota": 0.85, "kabupaten": 0.25}
