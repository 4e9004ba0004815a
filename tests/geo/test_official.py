"""Importing boundaries: any file, any coordinate system, any list of codes; broken files are told what is broken."""

import json
import zipfile
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from geo import code_column, coverage, official, regions, vector_file
from geo.map_files import OWN, boundaries
from terms import InputError

REAL = Path(__file__).parents[3] / "shared" / "boundaries"
needs_real = pytest.mark.skipif(not REAL.exists(), reason="the real boundaries to import are not here")
CODES = regions.kabupaten().set_index("kabupaten_code")


@pytest.fixture(scope="module")
def own():
    """Our own areas as a file of someone else would hold them: a name and a code, nothing more."""
    areas = geopandas.read_file(OWN / "kabupaten.json").rename(columns={"id": "kode"})
    return areas[["kode", "name", "geometry"]]


@pytest.fixture
def jakarta(own):
    return own[own["kode"].str.startswith("31")].reset_index(drop=True)


def saved(areas, path):
    areas.to_file(path)
    return path


def areas_in(folder, name):
    features = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["features"]
    return {feature["id"]: shapely.geometry.shape(feature["geometry"]) for feature in features}


def found_in(areas):
    column = code_column.find(areas)
    return column.name, column.publisher, column.codes.tolist()


@needs_real
@pytest.mark.parametrize("name", ["kabupaten_low.geojson", "kabupaten_mid.geojson"])
def test_real_boundaries_become_a_whole_and_exact_map(name, tmp_path):
    result = official.install(REAL / name, tmp_path)
    assert (result.found, result.missing) == (514, ())
    areas = areas_in(result.files.folder, "kabupaten")
    shapes = np.array(list(areas.values()))
    assert shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes)
    assert (result.files.folder / "kabupaten.json").stat().st_size <= 800_000
    given = (
        geopandas.read_file(REAL / name).set_index("kemendagri_code").geometry.loc[list(areas)].make_valid().to_numpy()
    )
    overlap = shapely.area(shapely.intersection(given, shapes)) / shapely.area(shapely.union(given, shapes))
    assert np.median(overlap) > 0.97
    assert not any(part.exterior.is_ccw for part in shapely.get_parts(shapes))
    assert len(areas_in(result.files.folder, "provinsi")) == 38


@needs_real
def test_real_boundaries_are_recognised_by_bps_codes_alone():
    areas = geopandas.read_file(REAL / "kabupaten_low.geojson")
    name, publisher, codes = found_in(areas[["bps_code", "geometry"]])
    assert (name, publisher) == ("bps_code", "BPS")
    assert codes == areas["kemendagri_code"].tolist()


@pytest.mark.parametrize("column", ["kabupaten_code_bps", "kabupaten_code_bps_2019"])
def test_bps_codes_of_both_lists_are_told_from_kemendagri(own, column):
    areas = own.assign(kode=CODES.loc[own["kode"], column].to_numpy())
    assert found_in(areas) == ("kode", "BPS", own["kode"].tolist())


def to_bps(code: str) -> str:
    return CODES.loc[code, "kabupaten_code_bps"]


@pytest.mark.parametrize(
    ("publisher", "write"),
    [
        ("Kemendagri", lambda code: code),
        ("Kemendagri", lambda code: code.replace(".", "")),
        ("Kemendagri", lambda code: int(code.replace(".", ""))),
        ("Kemendagri", float),
        ("BPS", to_bps),
        ("BPS", lambda code: int(to_bps(code))),
        ("BPS", lambda code: float(to_bps(code))),
        ("BPS", lambda code: f"ID{to_bps(code)}"),
        ("BPS", lambda code: f"{to_bps(code)[:2]}.{to_bps(code)[2:]}"),
    ],
    ids=["dotted", "plain", "integer", "decimal", "bps", "bps-integer", "bps-float", "bps-prefixed", "bps-dotted"],
)
def test_codes_known_to_both_lists_are_told_apart_by_place(jakarta, publisher, write):
    areas = jakarta.assign(kode=[write(code) for code in jakarta["kode"]])
    assert found_in(areas) == ("kode", publisher, jakarta["kode"].tolist())


def test_the_column_is_found_by_content_among_others(jakarta):
    areas = jakarta.rename(columns={"kode": "WADMKK", "name": "kabupaten_code"}).assign(
        persons=[3101, 3171, 3172, 3173, 3174, 3175], year=2025, is_kota=True
    )
    assert found_in(areas)[0] == "WADMKK"


def test_any_format_and_coordinate_system_gives_the_same_areas(own, tmp_path):
    plain = vector_file.read(saved(own, tmp_path / "a.geojson")).areas
    for file in (
        saved(own.to_crs("EPSG:23830"), tmp_path / "b.gpkg"),
        saved(own.to_crs("EPSG:3857"), tmp_path / "c.shp"),
        saved(own, tmp_path / "d.fgb"),
    ):
        other = vector_file.read(file).areas.set_index("kode").geometry.loc[plain["kode"]].to_numpy()
        assert shapely.area(shapely.symmetric_difference(plain.geometry.to_numpy(), other)).max() < 1e-5
    own.to_parquet(tmp_path / "e.parquet")
    assert len(vector_file.read(tmp_path / "e.parquet").areas) == 514


def test_of_several_layers_the_one_with_kabupaten_codes_is_taken(own, jakarta, tmp_path):
    file = tmp_path / "many.gpkg"
    own.dissolve(own["kode"].str[:2])[["geometry"]].reset_index().to_file(file, layer="provinces")
    jakarta.to_file(file, layer="districts")
    read = vector_file.read(file)
    assert read.areas["kode"].tolist() == jakarta["kode"].tolist()
    assert read.notes == ("2 layers; took districts",)


def test_a_missing_coordinate_system_is_assumed_only_for_degrees(jakarta, tmp_path):
    degrees, metres = (saved(jakarta.to_crs(code), tmp_path / f"{code}.shp") for code in (4326, 3857))
    for file in (degrees, metres):
        file.with_suffix(".prj").unlink()
    assert vector_file.read(degrees).notes == (
        "no coordinate system stated; the coordinates look like degrees and are taken as WGS 84",
    )
    with pytest.raises(InputError, match="does not state its coordinate system, and its coordinates"):
        vector_file.read(metres)


def test_one_province_is_taken_and_the_rest_stays_general(jakarta, tmp_path):
    shifted = jakarta.set_geometry(
        shapely.transform(jakarta.geometry.to_numpy(), lambda xy: xy + 0.01), crs=jakarta.crs
    )
    result = official.install(saved(shifted, tmp_path / "jakarta.gpkg"), tmp_path / "store")
    assert result.found == 6 and len(result.missing) == 508
    assert (
        result.files.label("id") == "batas: jakarta.gpkg (6 kabupaten/kota); selebihnya batas umum, bukan batas resmi"
    )
    areas = areas_in(result.files.folder, "kabupaten")
    assert len(areas) == 514 and shapely.coverage_is_valid(np.array(list(areas.values())))
    given = shifted.set_index("kode").geometry["31.74"]
    assert shapely.intersection(areas["31.74"], given).area > 0.9 * given.area


def test_rows_of_one_code_are_merged_and_crossing_shapes_repaired(own, tmp_path):
    west, south, east, north = own.geometry[0].bounds
    halves = [own.geometry[0].intersection(shapely.box(west, south, (west + east) / 2, north)), own.geometry[0]]
    bow = shapely.Polygon([(110, -7), (110.2, -7.2), (110.2, -7), (110, -7.2)])
    extra = geopandas.GeoDataFrame(
        {"kode": [own["kode"][0], "33.22", None], "name": ""},
        geometry=[halves[0], bow, shapely.Point(0, 0).buffer(0.1)],
        crs=4326,
    )
    extra = extra.set_geometry(
        shapely.transform(extra.geometry.to_numpy(), lambda xy: np.where(abs(xy) < 1, 110, xy)), crs=4326
    )
    whole = geopandas.pd.concat([own, extra.iloc[:2]], ignore_index=True)
    result = official.install(saved(whole, tmp_path / "doubled.geojson"), tmp_path / "store")
    assert result.found == 514
    assert "1 shapes that crossed themselves repaired" in result.notes
    assert any(note.startswith("2 codes in several rows, merged: 11.01, 33.22") for note in result.notes)
    assert any("overlap by" in note for note in result.notes)


def test_deeper_codes_are_dissolved_into_kabupaten(jakarta, tmp_path):
    rows = jakarta.iloc[[1, 1, 2]].assign(kode=["31.71.01", "31.71.02", "31.72.01"])
    column = code_column.find(rows.reset_index(drop=True))
    assert column.deeper and column.codes.tolist() == ["31.71", "31.71", "31.72"]


def broken(name, own, folder):
    """One broken file a fault."""
    file = folder / f"{name}.geojson"
    if name == "no file":
        return file
    if name == "empty":
        file.write_bytes(b"")
    elif name == "not a vector file":
        file.write_text("not a map at all")
    elif name == "cut short":
        whole = saved(own, folder / "whole.geojson").read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
    elif name == "cut geopackage":
        whole = saved(own, folder / "whole.gpkg").read_bytes()
        file = folder / "cut.gpkg"
        file.write_bytes(whole[: len(whole) // 3])
    elif name == "cut shapefile":
        file = saved(own, folder / "cut.shp")
        file.write_bytes(file.read_bytes()[:-1000])
    elif name == "shapefile without its index":
        file = saved(own, folder / "alone.shp")
        for suffix in (".shx", ".dbf"):
            file.with_suffix(suffix).unlink()
    elif name == "cut parquet":
        own.to_parquet(folder / "whole.parquet")
        file = folder / "cut.parquet"
        file.write_bytes((folder / "whole.parquet").read_bytes()[:-200])
    elif name == "table without shapes":
        file = folder / "table.csv"
        own[["kode", "name"]].to_csv(file, index=False)
    elif name == "no rows":
        file.write_text('{"type":"FeatureCollection","features":[]}')
    else:
        changed(name, own).to_file(file)
    return file


def changed(name, own):
    shapes = own.geometry.to_numpy()
    if name == "points":
        return own.set_geometry(shapely.point_on_surface(shapes), crs=4326)
    if name == "lines":
        return own.set_geometry(shapely.boundary(shapes), crs=4326)
    if name == "no code column":
        return own.assign(kode=range(514))
    if name == "swapped":
        return own.set_geometry(shapely.transform(shapes, lambda xy: xy[:, ::-1]), crs=4326)
    if name == "elsewhere":
        return own.set_geometry(shapely.transform(shapes, lambda xy: xy - [90, 0]), crs=4326)
    if name == "metres called degrees":
        return own.to_crs(3857).set_crs(4326, allow_override=True)
    if name == "codes of other rows":
        return own.assign(kode=own["kode"].to_numpy()[::-1])
    if name == "no shapes":
        return own.set_geometry(geopandas.GeoSeries([None] * len(own)), crs=4326)
    raise AssertionError(name)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no file", "there is no file"),
        ("empty", "is empty"),
        ("not a vector file", "cannot be read as a vector file"),
        ("cut short", "cut short"),
        ("cut geopackage", "cut short"),
        ("cut parquet", "cut short"),
        ("cut shapefile", "is cut short: it states"),
        ("shapefile without its index", "cannot be read as a vector file"),
        ("table without shapes", "no layer with shapes"),
        ("no rows", "has no rows"),
        ("no shapes", "none has a shape"),
        ("points", "holds Point; boundaries must be polygons"),
        ("lines", "LineString"),
        ("no code column", "no column holds kabupaten codes"),
        ("swapped", "longitude and latitude look swapped"),
        ("elsewhere", "lies outside Indonesia"),
        ("metres called degrees", "lies outside Indonesia"),
        ("codes of other rows", "lie where their kabupaten is"),
    ],
)
def test_a_broken_file_is_told_what_is_broken(name, said, own, tmp_path):
    file = broken(name, own, tmp_path)
    with pytest.raises(InputError) as fault:
        official.install(file, tmp_path / "store")
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)
    assert not (tmp_path / "store").exists()


def test_an_import_is_used_until_it_is_removed(own, tmp_path):
    general = boundaries(tmp_path)
    first = official.install(saved(own, tmp_path / "first.gpkg"), tmp_path)
    assert boundaries(tmp_path) == first.files and first.files.official and not general.official
    second = official.install(saved(own.iloc[::-1], tmp_path / "second.gpkg"), tmp_path)
    assert boundaries(tmp_path).source == "second.gpkg" != first.files.source
    assert second.files.version != first.files.version != general.version
    assert first.files.path("kabupaten.json").is_file(), "pages still open keep their files"
    official.install(saved(own, tmp_path / "third.gpkg"), tmp_path)
    assert not first.files.folder.exists()
    assert sorted(path.name[:4] for path in (tmp_path / "boundaries").iterdir())[0] != ".new"
    assert official.remove(tmp_path) and not official.remove(tmp_path)
    assert boundaries(tmp_path) == general


def test_a_fault_leaves_the_map_in_use_as_it_was(own, tmp_path):
    before = official.install(saved(own, tmp_path / "good.gpkg"), tmp_path / "store").files
    with pytest.raises(InputError):
        official.install(broken("points", own, tmp_path), tmp_path / "store")
    assert boundaries(tmp_path / "store") == before
    assert [path.name for path in (tmp_path / "store" / "boundaries").iterdir() if path.name.startswith(".new")] == []


def exchanged(own, one, other):
    """The file with the codes of two areas exchanged."""
    return own.assign(kode=own["kode"].replace({one: other, other: one}))


def test_two_exchanged_codes_are_named_with_where_they_lie(own, tmp_path):
    east_java = own[own["kode"].str.startswith("35.")].reset_index(drop=True)
    result = official.install(saved(exchanged(east_java, "35.15", "35.09"), tmp_path / "a.gpkg"), tmp_path / "store")
    (said,) = [note for note in result.notes if "do not lie where their kabupaten is" in note]
    assert said.startswith("2 codes") and "35.09 Kabupaten Jember lies where 35.15 Kabupaten Sidoarjo is" in said
    assert "35.15 Kabupaten Sidoarjo lies where 35.09 Kabupaten Jember is" in said


def test_code_of_an_area_that_lies_on_no_other_is_named_too(own, jakarta, tmp_path):
    afar = shapely.transform(jakarta.geometry[2], lambda xy: xy + np.array([0, 1]))
    moved = jakarta.set_geometry([*jakarta.geometry[:2], afar, *jakarta.geometry[3:]], crs=4326)
    result = official.install(saved(moved, tmp_path / "a.gpkg"), tmp_path / "store")
    assert any("1 codes" in note and "31.72" in note and "lies elsewhere" in note for note in result.notes)


@pytest.fixture
def magelang(own):
    """The kabupaten drawn over the kota that it encloses, and the kota."""
    pair = own[own["kode"].isin(["33.08", "33.71"])].reset_index(drop=True)
    whole = shapely.multipolygons([shapely.Polygon(shapely.union_all(pair.geometry.to_numpy()).exterior)])
    return pair.set_geometry([whole, pair.geometry[1]], crs=4326)


@pytest.mark.parametrize("has_kota", [False, True], ids=["kota not in the file", "both in the file"])
def test_enclosed_kota_keeps_its_ground_with_a_note(magelang, own, has_kota, tmp_path):
    file = saved(magelang if has_kota else magelang.iloc[:1], tmp_path / "a.gpkg")
    result = official.install(file, tmp_path / "store")
    kept = "keeps its own area" if has_kota else "not in the file, keeps its general boundary"
    assert f"33.71 Kota Magelang, drawn over by 33.08 Kabupaten Magelang, {kept}" in result.notes
    areas = areas_in(result.files.folder, "kabupaten-33")
    kota = own.set_index("kode").geometry["33.71"]
    assert shapely.intersection(areas["33.71"], kota).area > 0.9 * kota.area
    assert shapely.intersection(areas["33.08"], areas["33.71"]).area == 0


@pytest.mark.parametrize("reverse", [False, True])
def test_enclosed_area_wins_in_any_order_of_the_codes(magelang, reverse):
    units = magelang.geometry.to_numpy()[:: -1 if reverse else 1]
    covered = coverage.lay(units)
    small = 0 if reverse else 1
    assert covered.enclosed == {small} and covered.areas[small].area > 0.9 * units[small].area


def test_overlap_in_a_file_of_some_areas_is_told_with_its_share(jakarta, tmp_path):
    grown = jakarta.geometry[4].buffer(0.02)
    wide = jakarta.set_geometry([*jakarta.geometry[:4], grown, *jakarta.geometry[5:]], crs=4326)
    result = official.install(saved(wide, tmp_path / "a.gpkg"), tmp_path / "store")
    (said,) = [note for note in result.notes if note.startswith("areas overlap by")]
    assert "31.73" in said and "31.74" in said and "% of the smaller" in said
    clean = official.install(saved(jakarta, tmp_path / "b.gpkg"), tmp_path / "store")
    assert clean.notes == ()


def test_general_area_that_the_file_covers_is_named(own, tmp_path):
    parts = own.set_index("kode").geometry
    both = shapely.union(parts["35.15"], shapely.intersection(parts["35.16"], parts["35.15"].buffer(0.15)))
    wide = geopandas.GeoDataFrame({"kode": ["35.15"]}, geometry=[both], crs=4326)
    result = official.install(saved(wide, tmp_path / "a.gpkg"), tmp_path / "store")
    assert any("cover parts of kabupaten that it does not have: 35.16" in note for note in result.notes)


@pytest.mark.parametrize("folder", ["", "batas/", "batas/2026/"])
def test_shapefile_in_a_folder_inside_its_zip_is_read(jakarta, folder, tmp_path):
    saved(jakarta, tmp_path / "dki.shp")
    with zipfile.ZipFile(tmp_path / "dki.zip", "w") as packed:
        for part in tmp_path.glob("dki.*"):
            if part.suffix != ".zip":
                packed.write(part, folder + part.name)
        packed.writestr(f"{folder}keterangan.json", '{"sumber": "x"}')
        packed.writestr("__MACOSX/._dki.shp", b"x")
    assert vector_file.read(tmp_path / "dki.zip").areas["kode"].tolist() == jakarta["kode"].tolist()


@pytest.mark.parametrize(("content", "said"), [(b"PK no zip", "is no zip"), (None, "holds no shapefile")])
def test_zip_without_boundaries_is_told_so(content, said, tmp_path):
    file = tmp_path / "x.zip"
    if content:
        file.write_bytes(content)
    else:
        with zipfile.ZipFile(file, "w") as packed:
            packed.writestr("baca.txt", "x")
    with pytest.raises(InputError, match=said):
        vector_file.read(file)


def test_codes_from_before_the_split_of_papua_are_named_with_those_of_now(own, tmp_path):
    """A list of 2021: its 26 renumbered kabupaten keep the general boundaries, and the import says which they are."""
    back = {now: code for code, now in regions.former().items()}
    old = own.assign(kode=own["kode"].map(lambda code: back.get(code, code)))
    result = official.install(saved(old, tmp_path / "lama.geojson"), tmp_path / "store")
    assert set(result.missing) == set(back)
    (note,) = [note for note in result.notes if "Papua" in note]
    assert note.startswith("26 codes ended when Papua was split in 2022: 91.01 is 93.01 Kabupaten Merauke now; ")
    assert note.endswith("and 16 more")
