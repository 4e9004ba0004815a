"""True figures of a quarter that only a synthetic register can know, as aggregates for its manifest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.demo import parameters as p
from data.demo.families import Families
from data.demo.plan import CountryPlan


def block_truth(families: Families, poor: np.ndarray, plan: CountryPlan) -> dict[str, np.ndarray]:
    """Weighted sums of one block; those of all blocks add up to the nation."""
    weight = families.weight.astype(np.int64)
    true = families.true_decile
    index = plan.kabupaten_of_kecamatan[families.kecamatan]
    persons = weight * families.persons
    component = families.has_component
    entitled = (true <= p.MAX_DECILE) & component
    kabupaten = len(plan.weight)
    return {
        "families": np.bincount(true, weight, 11),
        "pkh": np.bincount(true, weight * (families.pkh > 0), 11),
        "pkh_entitled_missed": np.array([(weight * (entitled & (families.pkh == 0))).sum()]),
        "pkh_entitled": np.array([(weight * entitled).sum()]),
        "sembako": np.bincount(true, weight * (families.sembako > 0), 11),
        "persons": np.bincount(true, persons, 11),
        "pbi_persons": np.bincount(true, weight * families.covered, 11),
        "poor_persons": np.bincount(index, persons * poor, kabupaten),
        "kabupaten_persons": np.bincount(index, persons, kabupaten),
        "kabupaten_elderly": np.bincount(index, weight * families.aged_60_plus, kabupaten),
        "decile_by_true": np.bincount(families.decile * 11 + true, weight, 121),
    }


def truth_lines(parts: Sequence[dict[str, np.ndarray]], plan: CountryPlan, checked: int) -> str:
    """The ``[truth]`` table of the manifest: shares are 0-1, families and persons weighted, lists run desil 1 to 10."""
    total = {name: np.sum([part[name] for part in parts], axis=0) for name in parts[0]}
    lines = ["[truth]", f"field_checks_removed_families = {checked}"]
    lines += [f"{name} = {value:.6f}" for name, value in _errors(total).items()]
    for name in ("families", "persons", "pkh", "sembako", "pbi_persons"):
        lines.append(f"{name}_by_true_decile = {_whole(total[name][1:])}")
    matrix = total["decile_by_true"].reshape(11, 11)[:, 1:]
    lines.append("families_by_decile_and_true_decile = [")
    lines += [f"  {_whole(row)}," for row in matrix] + ["]"]
    lines += _by_place(total, plan)
    return "\n".join(lines) + "\n"


def _by_place(total: dict[str, np.ndarray], plan: CountryPlan) -> list[str]:
    """Poor persons by kabupaten and the elderly by province, as shares of persons."""
    columns = {name: total[name] for name in ("poor_persons", "kabupaten_persons", "kabupaten_elderly")}
    province = plan.kabupaten["province_code"].to_numpy()
    sums = pd.DataFrame({"province": province, **columns}, plan.kabupaten_codes)
    provinces = sums.groupby("province").sum()
    poor = sums["poor_persons"] / sums["kabupaten_persons"]
    elderly = provinces["kabupaten_elderly"] / provinces["kabupaten_persons"]
    return [
        "",
        "[truth.poverty_share_by_kabupaten]",
        *(f'"{code}" = {share:.5f}' for code, share in poor.items()),
        "",
        "[truth.aged_60_plus_share_by_province]",
        *(f'"{code}" = {share:.5f}' for code, share in elderly.items()),
    ]


def _errors(total: dict[str, np.ndarray]) -> dict[str, float]:
    """Inclusion error: recipients not entitled / recipients; exclusion error: entitled without / entitled."""
    return {
        "poverty_share": total["poor_persons"].sum() / total["kabupaten_persons"].sum(),
        "pkh_inclusion_error": _above(total["pkh"], p.MAX_DECILE),
        "pkh_exclusion_error": float(total["pkh_entitled_missed"][0] / total["pkh_entitled"][0]),
        "sembako_inclusion_error": _above(total["sembako"], p.MAX_DECILE),
        "sembako_exclusion_error": _missed(total["sembako"], total["families"], p.MAX_DECILE),
        "pbi_inclusion_error": _above(total["pbi_persons"], p.PBI_MAX_DECILE),
        "pbi_exclusion_error": _missed(total["pbi_persons"], total["persons"], p.PBI_MAX_DECILE),
    }


def _above(recipients: np.ndarray, last: int) -> float:
    return float(recipients[last + 1 :].sum() / recipients.sum())


def _missed(recipients: np.ndarray, everyone: np.ndarray, last: int) -> float:
    return float(1 - recipients[1 : last + 1].sum() / everyone[1 : last + 1].sum())


def _whole(values: np.ndarray) -> list[int]:
    return [int(value) for value in np.rint(values)]
