"""A small valid inbox for tests: all seven tables, families followed over the quarters, in the contract's own files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from geo import regions
from terms import Quarter
from tests.data.build.registers import COMPONENTS

COUNTED = (*COMPONENTS, "working_age_able")
RUPIAH = {"PKH": 750_000, "SEMBAKO": 600_000, "PBI": 126_000}


def write_inbox(path: Path, quarters: tuple[str, ...], families: int = 200, seed: int = 0) -> Path:
    """Write consecutive quarters as Parquet and return the path; ``tepat check`` finds no error in it.

    The same families live on; some move, change decile, enter or leave aid from quarter to quarter.
    """
    rng = np.random.default_rng(seed)
    register = first_register(families, rng)
    spells: dict[tuple[int, str], str] = {}
    for name in quarters:
        paid = aid(register, rng, spells, name)
        left = [pair for pair in spells if pair not in paid]
        gone = pd.DataFrame(left, columns=["family_id", "programme"]).astype({"family_id": "int64"})
        spells = paid
        folder = path / name
        folder.mkdir(parents=True)
        write_quarter(folder, Quarter.parse(name), register, spells, gone, rng)
        register = register.assign(decile=next_decile(register["decile"].to_numpy(), rng))
    return path


def first_register(families: int, rng: np.random.Generator) -> pd.DataFrame:
    """Families with an even number of persons in each decile, spread over the kecamatan of the whole country."""
    kecamatan = regions.kecamatan()["kecamatan_code"].to_numpy()
    persons = rng.integers(1, 7, families).astype("int8")
    counts = {name: rng.integers(0, np.minimum(persons, 2) + 1).astype("int8") for name in COUNTED}
    return pd.DataFrame(
        {
            "family_id": rng.permutation(10 * families)[:families].astype("int64") + 100_000,
            "kecamatan_code": kecamatan[rng.integers(0, len(kecamatan), families)],
            "decile": (np.arange(families) % 10 + 1).astype("int8"),
            "weight": rng.integers(1, 4, families).astype("int32"),
            "persons": persons,
            **counts,
            "from_dtks": rng.random(families) < 0.5,
            "from_regsosek": rng.random(families) < 0.9,
            "from_p3ke": rng.random(families) < 0.3,
            "civil_match": rng.choice(["matched", "unmatched", "inactive"], families),
            "last_verified": rng.choice(["2024Q4", ""], families),
            "verified_by": rng.choice(["rt_rw", "ground_check", ""], families),
        }
    )


def next_decile(decile: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One family in ten moves one decile up or down."""
    step = rng.choice([-1, 0, 1], len(decile), p=[0.05, 0.9, 0.05])
    return np.clip(decile + step, 1, 10).astype("int8")


def aid(
    register: pd.DataFrame, rng: np.random.Generator, spells: dict[tuple[int, str], str], quarter: str
) -> dict[tuple[int, str], str]:
    """Who is paid this quarter, and since when: nine in ten stay, some of the poorer families enter."""
    paid = {}
    for programme in RUPIAH:
        for family, decile in zip(register["family_id"].tolist(), register["decile"].tolist(), strict=True):
            since = spells.get((family, programme))
            if since is not None and rng.random() < 0.9:
                paid[family, programme] = since
            elif since is None and decile <= 5 and rng.random() < 0.3:
                paid[family, programme] = quarter if spells else rng.choice(["2019Q2", "2024Q1", quarter])
    return paid


def write_quarter(
    folder: Path,
    quarter: Quarter,
    register: pd.DataFrame,
    spells: dict[tuple[int, str], str],
    gone: pd.DataFrame,
    rng: np.random.Generator,
) -> None:
    (folder / "manifest.toml").write_text(
        f'sent_by = "Pusdatin"\nas_of = {quarter.year}-{3 * quarter.number:02}-28\nsynthetic = true\n'
    )
    persons = dict(zip(register["family_id"], register["persons"], strict=True))
    payments = pd.DataFrame(
        [(family, programme, since) for (family, programme), since in spells.items()],
        columns=["family_id", "programme", "first_quarter"],
    )
    covered = [persons[row.family_id] if row.programme == "PBI" else None for row in payments.itertuples()]
    tables = {
        "families": register.assign(quarter=str(quarter)),
        "payments": payments.assign(
            quarter=str(quarter),
            persons_covered=pd.array(covered, dtype="Int8"),
            rupiah=payments["programme"].map(RUPIAH).astype("int64"),
        ),
        "exits": gone.assign(quarter=str(quarter), reason=rng.choice(["graduated", "decile_above"], len(gone))),
        "updates": updates(register, quarter, rng),
        "spotcheck": spotcheck(register, quarter, rng),
        "empowerment": register.head(3)[["family_id"]].assign(
            quarter=str(quarter), pillar="asset", programme="PENA", outcome="joined"
        ),
        "quotas": pd.DataFrame({"kabupaten_code": ["35.15", "32.01"], "programme": "PKH", "quota": [100, 200]}),
    }
    for name, frame in tables.items():
        if len(frame):
            frame.to_parquet(folder / f"{name}.parquet", index=False)


def updates(register: pd.DataFrame, quarter: Quarter, rng: np.random.Generator) -> pd.DataFrame:
    sample = register.sample(min(10, len(register)), random_state=int(rng.integers(1 << 30)))
    filed = pd.Timestamp(quarter.year, 3 * quarter.number - 2, 5)
    return pd.DataFrame(
        {
            "update_id": [f"U{quarter}-{number}" for number in range(len(sample))],
            "family_id": sample["family_id"].to_numpy(),
            "kecamatan_code": sample["kecamatan_code"].to_numpy(),
            "filed_on": filed.date(),
            "kind": rng.choice(["proposal", "objection", "correction"], len(sample)),
            "channel": rng.choice(["rt_rw", "cek_bansos"], len(sample)),
            "stage": "bps_ranking",
            "outcome": "accepted",
            "decided_on": (filed + pd.Timedelta(days=40)).date(),
            "decile_before": sample["decile"].to_numpy(),
            "decile_after": sample["decile"].to_numpy(),
        }
    )


def spotcheck(register: pd.DataFrame, quarter: Quarter, rng: np.random.Generator) -> pd.DataFrame:
    """Forty visits in ten PSUs, two to a stratum; one is a blind recheck."""
    sample = register.sample(min(40, len(register)), random_state=int(rng.integers(1 << 30)))
    psu = np.arange(len(sample)) % 10
    visits = sample[["family_id", "persons", *COMPONENTS]].assign(
        kecamatan_code=sample["kecamatan_code"].to_numpy()[psu],
        sample_id=[f"S{quarter}-{number}" for number in range(len(sample))],
        quarter=str(quarter),
        stratum=[f"stratum {number // 2}" for number in psu],
        psu=[f"psu {number}" for number in psu],
        weight=rng.uniform(1, 50, len(sample)),
        outcome="interviewed",
        verified_decile=sample["decile"],
        verdict=rng.choice(["eligible", "ineligible"], len(sample)),
        linked=True,
        recheck_of=pd.array([None] * len(sample), dtype="string"),
    )
    visits.iloc[-1, visits.columns.get_loc("recheck_of")] = visits["sample_id"].iloc[0]
    return visits
