"""A register in an office's own words, as SELECT over families and payments, and the mapping that reads it."""

from __future__ import annotations

_FAMILY = """
    family_id as "ID Keluarga",
    split_part(kecamatan_code, '.', 1) as kdprov, split_part(kecamatan_code, '.', 2) as kdkab,
    split_part(kecamatan_code, '.', 3)::int::varchar as kdkec, 'Desil ' || decile as "Desil Nasional"
"""
_QUARTER = "'TW ' || ['I', 'II', 'III', 'IV'][right({0}, 1)::int] || ' ' || left({0}, 4)"
FAMILY_ROWS = f"""
select {_FAMILY}, persons as "Jml ART", pregnant as hamil, children_0_6 as balita, pupils_sd as sd, pupils_smp as smp,
    pupils_sma as sma, aged_60_plus as lansia, severe_disability as difabel, working_age_able as produktif,
    if(from_dtks, 'Ya', 'Tidak') as dtks, if(from_regsosek, 'Ya', 'Tidak') as regsosek,
    if(from_p3ke, 'Ya', '-') as p3ke,
    case civil_match when 'matched' then 'Padan' when 'unmatched' then 'Tidak Padan' else 'Nonaktif' end as padan,
    {_QUARTER.format("last_verified")} as verifikasi, verified_by as petugas
from families
"""
MEMBER_ROWS = f"""
select {_FAMILY}, case when i < children_0_6 then 3 when i >= persons - aged_60_plus then 70 else 30 end as umur,
    if(i < pregnant, 'P', 'L') as jk, if(i < pregnant, 1, 2) as hamil,
    if(i < severe_disability, 'Berat', 'Tidak') as difabel,
    case when i < pupils_sd then 'SD/sederajat' when i < pupils_sd + pupils_smp then 'SMP/sederajat'
        when i < pupils_sd + pupils_smp + pupils_sma then 'SMA/sederajat' else 'Tidak sekolah' end as sekolah
from families, unnest(range(persons)) as member(i)
"""
PAYMENT_ROWS = f"""
select family_id as "ID Keluarga", if(programme = 'SEMBAKO', 'BPNT', programme) as program, persons_covered as jiwa,
    'Rp ' || replace(format('{{:,}}', rupiah), ',', '.') || ',00' as nominal,
    {_QUARTER.format("first_quarter")} as sejak
from payments
"""
_FAMILY_COLUMNS = """
[families.columns]
family_id = "id keluarga"
kecamatan_code = { join = ["kdprov", "kdkab", "kdkec"], as = "kemendagri" }
decile = "desil nasional"
"""
FAMILY_COLUMNS = (
    _FAMILY_COLUMNS
    + """
persons = "jml art"
pregnant = "hamil"
children_0_6 = "balita"
pupils_sd = "sd"
pupils_smp = "smp"
pupils_sma = "sma"
aged_60_plus = "lansia"
severe_disability = "difabel"
working_age_able = "produktif"
from_dtks = "dtks"
from_regsosek = "regsosek"
from_p3ke = { from = "p3ke", empty = false }
civil_match = { from = "padan", words = { "padan" = "matched", "tidak padan" = "unmatched", "nonaktif" = "inactive" } }
last_verified = "verifikasi"
verified_by = "petugas"
"""
)
MEMBER_COLUMNS = (
    _FAMILY_COLUMNS
    + """
[families.members]
age = "umur"
sex = "jk"
schooling = "sekolah"
disability = "difabel"
pregnancy = { from = "hamil", as = "one_two" }
"""
)
PAYMENT_COLUMNS = """
[payments]
file = "bayar.csv"
[payments.columns]
family_id = "id keluarga"
programme = { from = "program", words = { "bpnt" = "SEMBAKO", "pkh" = "PKH", "pbi" = "PBI" } }
persons_covered = "jiwa"
rupiah = "nominal"
first_quarter = "sejak"
"""
