"""Our own map: whole, valid, exact at the borders, small, rebuilt byte for byte, and close to the real boundaries."""

import json
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from geo import make_map, regions
from geo.layers import write
from geo.map_files import OWN

REAL = Path(__file__).parents[3] / "shared" / "boundaries" / "kabupaten_mid.geojson"
FILES = sorted(OWN.glob("*[a-z0-9].json"))


def areas_of(name):
    features = json.loads((OWN / f"{name}.json").read_text(encoding="utf-8"))["features"]
    return {feature["id"]: shapely.geometry.shape(feature["geometry"]) for feature in features}


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory):
    folder = tmp_path_factory.mktemp("map")
    write(folder, make_map.own_areas(), make_map.ORIGIN)
    return folder


def test_the_documented_command_rebuilds_every_file_byte_for_byte(rebuilt):
    assert sorted(path.name for path in rebuilt.iterdir()) == [path.name for path in FILES]
    assert all((rebuilt / path.name).read_bytes() == path.read_bytes() for path in FILES)


def test_national_files_hold_every_area_once_with_its_name():
    kabupaten, provinces = areas_of("kabupaten"), areas_of("provinsi")
    assert list(kabupaten) == regions.kabupaten()["kabupaten_code"].tolist()
    assert list(provinces) == regions.provinces()["province_code"].tolist()
    for province in provinces:
        assert tuple(areas_of(f"kabupaten-{province}")) == regions.kabupaten_of(province)


@pytest.mark.parametrize("path", [path for path in FILES if path.name != "index.json"], ids=lambda path: path.stem)
def test_areas_are_valid_and_share_their_borders_exactly(path):
    areas = np.array(list(areas_of(path.stem).values()))
    assert shapely.is_valid(areas).all()
    assert (shapely.area(areas) > 0).all()
    assert shapely.coverage_is_valid(areas)


def test_a_province_is_exactly_its_kabupaten_together():
    kabupaten = areas_of("kabupaten")
    for province, area in areas_of("provinsi").items():
        together = shapely.union_all([kabupaten[code] for code in regions.kabupaten_of(province)])
        assert shapely.equals(shapely.normalize(together), shapely.normalize(area))


@pytest.mark.parametrize("path", [path for path in FILES if path.name != "index.json"], ids=lambda path: path.stem)
def test_rings_run_in_the_order_that_plotly_draws(path):
    for area in areas_of(path.stem).values():
        for part in shapely.get_parts(area):
            assert not part.exterior.is_ccw
            assert all(hole.is_ccw for hole in part.interiors)


def test_files_are_small_enough_to_send():
    sizes = {path.stem: path.stat().st_size for path in FILES}
    assert sizes.pop("kabupaten") <= 800_000
    assert sizes.pop("provinsi") <= 400_000
    assert max(sizes.values()) <= 100_000


def test_one_province_has_more_detail_than_the_nation():
    nation = areas_of("kabupaten")
    fine = {code: area for province in ("12", "35", "81") for code, area in areas_of(f"kabupaten-{province}").items()}
    coarse_corners = sum(shapely.get_num_coordinates(nation[code]) for code in fine)
    assert shapely.get_num_coordinates(list(fine.values())).sum() > 1.2 * coarse_corners


def test_label_points_lie_in_or_near_their_own_area():
    table, areas = regions.kabupaten().set_index("kabupaten_code"), areas_of("kabupaten")
    inside = [shapely.intersects_xy(areas[code], *table.loc[code, ["lon", "lat"]]) for code in areas]
    assert np.mean(inside) > 0.97


@pytest.mark.skipif(not REAL.exists(), reason="the boundaries to measure against are not here")
def test_areas_cover_the_real_ones_well_enough():
    real = geopandas.read_file(REAL).set_index("kemendagri_code").geometry
    areas = areas_of("kabupaten")
    truth = shapely.make_valid(real.loc[list(areas)].to_numpy())
    own = np.array(list(areas.values()))
    overlap = shapely.area(shapely.intersection(truth, own)) / shapely.area(shapely.union(truth, own))
    assert np.median(overlap) >= 0.85
    assert np.quantile(overlap, 0.05) >= 0.65
