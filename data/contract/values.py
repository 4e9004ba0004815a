"""The words that the input may use, and where its columns come from."""

from __future__ import annotations

DTSEN = "DTSEN snapshot"


PAYMENTS = "programme payment lists (SP2D, PBI membership)"


EXITS = "programme termination lists"


CHANNELS = "SIKS-NG and Cek Bansos"


FIELD = "spot check (uji petik) or matched survey"


EMPOWERMENT = "empowerment programmes"


ALLOCATION = "programme allocation"


KNOWN_REGION = "in the region table"


PROGRAMMES = ("PKH", "SEMBAKO", "PBI")


CIVIL_MATCHES = ("matched", "unmatched", "inactive")


UPDATE_CHANNELS = ("rt_rw", "siks_ng", "cek_bansos", "pkh_companion", "command_centre", "whatsapp")


VERIFIERS = (*UPDATE_CHANNELS, "ground_check")


UPDATE_KINDS = ("proposal", "objection", "correction")


UPDATE_STAGES = ("filed", "village_meeting", "field_check", "social_office", "head_of_region", "bps_ranking")


UPDATE_OUTCOMES = ("pending", "accepted", "rejected")


EXIT_REASONS = (
    "deceased",
    "moved_abroad",
    "not_found",
    "duplicate",
    "decile_above",
    "graduated",
    "duration_cap",
    "not_in_register",
    "ineligible_occupation",
    "online_gambling",
    "refused",
    "administrative",
    "other",
)


VISIT_OUTCOMES = ("interviewed", "refused", "not_found", "moved", "deceased")


VERDICTS = ("eligible", "ineligible")


PILLARS = ("ability", "asset", "accessibility")


EMPOWERMENT_OUTCOMES = ("joined", "completed", "graduated", "dropped_out")
