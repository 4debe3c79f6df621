"""SLSTR: pixels where their own coordinates say, flags raw, repeated and uncertain pixels left out, each overpass once."""

from __future__ import annotations

import datetime
import hashlib
import shutil
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_files import (
    CONFIDENCE,
    COSMETIC,
    DAY,
    DUPLICATE,
    LAND,
    MIDDLE,
    SUMMARY_CLOUD,
    SWATH_NAME,
    SWATH_SHAPE,
    UNFILLED,
    Variable,
    needs_real_data,
    positions,
    real,
    write_hdf5,
    write_swath,
)

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.readers import catalogue, sentinel3

EVERYWHERE = (-180.0, -90.0, 180.0, 90.0)


def read(path: str, bounds=EVERYWHERE, progress=None) -> sentinel3.Swath:
    (swath,) = sentinel3.read(sentinel3.recognise(path), bounds, progress)
    return swath


def box(middle=MIDDLE, half=0.15):
    return middle[1] - half, middle[0] - half, middle[1] + half, middle[0] + half


def at(value, other, where=(48, 40)):
    values = np.full(SWATH_SHAPE, other)
    values[where] = value
    return values


def test_a_folder_is_recognised_by_its_name_and_variables(tmp_path):
    granule = sentinel3.recognise(write_swath(tmp_path))
    assert granule.product == "SLSTR" and granule.time == datetime.datetime(2021, 6, 30, 17, 30)
    assert (granule.detail["platform"], granule.detail["orbit"], granule.detail["timeliness"]) == ("S3A", "212", "NT")
    assert sentinel3.recognise(str(tmp_path)) is None
    assert sentinel3.recognise(str(tmp_path / SWATH_NAME / "LST_in.nc")) is None


@pytest.mark.parametrize("variable", ["LST", "LST_uncertainty", "latitude_in", "confidence_in"])
def test_a_granule_without_a_variable_is_refused_by_name(tmp_path, variable):
    with pytest.raises(InputError, match=rf"\.nc does not hold the variable /{variable}\."):
        sentinel3.recognise(write_swath(tmp_path, without=(variable,)))


def test_a_granule_without_a_file_is_refused_by_name(tmp_path):
    with pytest.raises(InputError, match=r"flags_in\.nc can't be read"):
        sentinel3.recognise(write_swath(tmp_path, without=("flags_in.nc",)))


def test_every_pixel_lies_where_its_own_coordinates_say(tmp_path):
    """A rotated swath: each pixel's temperature says which pixel it is."""
    number = np.arange(SWATH_SHAPE[0] * SWATH_SHAPE[1]).reshape(SWATH_SHAPE)
    swath = read(write_swath(tmp_path, lst=270 + 0.004 * number), box())
    latitude, longitude = positions()
    index = np.rint((swath.lst_degc + 273.15 - 270) / 0.004).astype(int)
    assert len(index) > 300
    np.testing.assert_allclose(swath.latitude, latitude.ravel()[index], atol=1e-6)
    np.testing.assert_allclose(swath.longitude, longitude.ravel()[index], atol=1e-6)


def test_exactly_the_pixels_within_bounds_are_read(tmp_path):
    latitude, longitude = positions()
    west, south, east, north = bounds = box()
    inside = (latitude >= south) & (latitude <= north) & (longitude >= west) & (longitude <= east)
    swath = read(write_swath(tmp_path), bounds)
    assert len(swath.lst_degc) == len(swath.uncertainty_k) == inside.sum()


def test_temperature_is_in_degrees_celsius(tmp_path):
    swath = read(write_swath(tmp_path, lst=290.0, uncertainty=1.25))
    np.testing.assert_allclose(swath.lst_degc, 16.85, atol=1e-9)
    np.testing.assert_allclose(swath.uncertainty_k, 1.25, atol=1e-9)


def test_bounds_elsewhere_give_no_swath(tmp_path):
    assert sentinel3.read(sentinel3.recognise(write_swath(tmp_path)), (10.0, 60.0, 11.0, 61.0)) == ()


ORBIT_NAME = SWATH_NAME.replace("_0179_", "_6059_").replace("20210630T173300", "20210630T191059").replace("_1980_", "______")


def write_orbit(folder: Path) -> tuple[str, np.ndarray]:
    """Write a whole orbit of 1200 rows that passes the site twice, going away between; return its path and temperatures."""
    shape = (1200, 16)
    north = np.abs((np.arange(1200) - 150 + 525) % 1050 - 525)  # km from the site: rows 150 and 1200
    latitude = MIDDLE[0] + np.broadcast_to(north[:, None], shape) / 111.2
    longitude = MIDDLE[1] + np.broadcast_to(np.arange(16) - 8, shape) / 65.0
    lst = np.where(np.arange(1200)[:, None] < 600, 295.0, 280.0) + np.zeros(shape)
    return write_swath(folder, ORBIT_NAME, shape=shape, positions=(latitude, longitude), lst=lst), lst


def test_a_whole_orbit_gives_each_pass_by_itself(tmp_path, monkeypatch):
    path, _ = write_orbit(tmp_path)
    rows = []
    whole = sentinel3.HDF5File.read
    monkeypatch.setattr(
        sentinel3.HDF5File, "read", lambda f, name, window=(), step=1: rows.append(window and window[0]) or whole(f, name, window, step)
    )
    first, second = sentinel3.read(sentinel3.recognise(path), box())
    np.testing.assert_allclose(first.lst_degc, 21.85, atol=1e-3)
    np.testing.assert_allclose(second.lst_degc, 6.85, atol=1e-3)
    assert datetime.datetime(2021, 6, 30, 17, 40) < first.time < datetime.datetime(2021, 6, 30, 17, 46)
    assert datetime.datetime(2021, 6, 30, 19, 5) < second.time
    assert max(w.stop - w.start for w in rows if w) < 200  # never the rows between


def test_a_whole_orbit_is_kept_and_its_frames_are_not(tmp_path):
    orbit = sentinel3.recognise(write_orbit(tmp_path)[0])
    frame = sentinel3.recognise(write_swath(tmp_path))
    assert sentinel3.latest([frame, orbit]) == (orbit,)


def pack(path: str, archive: Path, inside: str = "") -> str:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for part in sorted(Path(path).iterdir()):
            file.write(part, f"{inside}{Path(path).name}/{part.name}")
    return str(archive)


@pytest.mark.parametrize(("ending", "inside"), [(".zip", ""), ("", "deeper/"), (".zip", f"{SWATH_NAME}/")])
def test_a_zipped_granule_reads_like_its_folder(tmp_path, ending, inside):
    folder = write_swath(tmp_path, lst=290.0 + 0.01 * np.arange(80))
    name = SWATH_NAME + ".zip" if ending else SWATH_NAME.replace(".SEN3", ".zip")
    (tmp_path / "dépôt zip").mkdir()
    packed = pack(folder, tmp_path / "dépôt zip" / name, inside)
    granule = sentinel3.recognise(packed)
    assert granule.files == (packed,) and granule.time == sentinel3.recognise(folder).time
    np.testing.assert_array_equal(read(packed, box()).lst_degc, read(folder, box()).lst_degc)


ENTRY = """<dataObject ID="{name}_Data">
      <byteStream mimeType="application/x-netcdf" size="{size}">
        <fileLocation locatorType="URL" textInfo="Data Set" href="./{name}"/>
        <checksum checksumName="MD5">{md5}</checksum>
      </byteStream>
    </dataObject>"""


OTHER_NAME = SWATH_NAME.replace("20210630T17", "20210701T17").replace("_212_", "_226_")


def fill_basket(archive: Path, named: bool = True, damage=lambda folder: None, tar_format: int = tarfile.GNU_FORMAT) -> Path:
    """Write an archive of two granules, the second of which `damage` may change before."""
    basket = archive.parent.parent / f"{archive.parent.name} basket"
    for number, (name, kelvin) in enumerate(((SWATH_NAME, 290.0), (OTHER_NAME, 300.0))):
        folder = Path(write_swath(basket, name, lst=kelvin, product_name=name))
        if number:
            damage(folder)
        folder.rename(folder.with_name(name if named else str(number)))
    parts = sorted(basket.rglob("*"))
    if archive.suffix == ".tar":
        with tarfile.open(archive, "w", format=tar_format) as file:
            for part in parts:
                file.add(part, f"basket/{part.relative_to(basket)}", recursive=False)
    else:
        with zipfile.ZipFile(archive, "w") as file:
            for part in parts:
                file.write(part, f"basket/{part.relative_to(basket)}")
    return archive


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("ending", [".zip", ".tar"])
def test_an_archive_of_several_granules_gives_each_of_them(tmp_path, named, ending):
    """As a portal packs what was put into a basket; folders without their names are told by what the files say."""
    archive = fill_basket(tmp_path / f"basket{ending}", named)
    found = catalogue.scan(str(tmp_path))
    assert not found.problems
    granules = found.of("SLSTR")
    assert [g.time.day for g in granules] == [30, 1] and {g.path for g in granules} == {str(archive)}
    means = [np.concatenate([swath.lst_degc for swath in sentinel3.read(g, box())]).mean() for g in granules]
    np.testing.assert_allclose(means, [290.0 - 273.15, 300.0 - 273.15], atol=0.01)
    assert len(sentinel3.latest(granules)) == 2


def cut(folder: Path) -> None:
    (folder / "LST_in.nc").write_bytes((folder / "LST_in.nc").read_bytes()[:3000])


def lose_flags(folder: Path) -> None:
    (folder / "flags_in.nc").unlink()


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("ending", [".zip", ".tar"])
@pytest.mark.parametrize(("damage", "reason"), [(cut, "LST_in.nc can't be read"), (lose_flags, "flags_in.nc can't be read")])
def test_a_bad_granule_in_an_archive_is_told_and_the_good_ones_are_used(tmp_path, named, ending, damage, reason):
    archive = fill_basket(tmp_path / f"basket{ending}", named, damage)
    found = catalogue.scan(str(tmp_path))
    (granule,) = found.of("SLSTR")
    assert granule.time.day == 30 and len(sentinel3.read(granule, box())[0].lst_degc)
    (problem,) = found.problems
    place = f"{archive}/basket/{OTHER_NAME if named else 1}"
    assert str(problem).startswith(f"{archive}: 1 of 2 can't be used. {place}/{reason}") and "Download the file again" in str(problem)


def test_an_archive_of_bad_granules_alone_is_one_problem(tmp_path):
    archive = fill_basket(tmp_path / "basket.zip", damage=lose_flags)
    with zipfile.ZipFile(archive) as file, zipfile.ZipFile(tmp_path / "all bad.zip", "w") as bad:
        for name in file.namelist():
            if not name.endswith("flags_in.nc"):
                bad.writestr(name, file.read(name))
    archive.unlink()
    found = catalogue.scan(str(tmp_path))
    (problem,) = found.problems
    assert not found.granules and "all bad.zip: 2 of 2 can't be used. " in str(problem) and str(problem).count("flags_in.nc") == 2


def test_a_tar_in_which_gdal_does_not_find_all_is_to_be_unpacked(tmp_path):
    """GDAL 3.6 reads headers of GNU alone: what it would not list is not lost silently."""
    archive = fill_basket(tmp_path / "basket.tar", tar_format=tarfile.PAX_FORMAT)
    found = catalogue.scan(str(tmp_path))
    assert len(found.of("SLSTR")) == 2 or [str(problem) for problem in found.problems] == [
        f"{archive} is an archive, which is not looked into. Unpack it."
    ]


@pytest.mark.parametrize("ending", [".zip", ".tar"])
def test_a_granule_in_an_archive_without_its_main_file_is_told(tmp_path, ending):
    fill_basket(tmp_path / f"basket{ending}", damage=lambda folder: (folder / "LST_in.nc").unlink())
    found = catalogue.scan(str(tmp_path))
    assert len(found.of("SLSTR")) == 1
    assert f"1 of 2 can't be used. {tmp_path}/basket{ending}/basket/{OTHER_NAME}/LST_in.nc can't be read" in str(found.problems[0])


@pytest.mark.parametrize("damage", [b"\0" * 512, b"x" * 512])
def test_a_tar_with_a_damaged_header_is_not_taken_for_its_first_part(tmp_path, damage):
    archive = fill_basket(tmp_path / "basket.tar")
    with tarfile.open(archive) as file:
        at = next(member.offset for member in file if OTHER_NAME in member.name)
    content = bytearray(archive.read_bytes())
    content[at : at + 512] = damage
    archive.write_bytes(content)
    found = catalogue.scan(str(tmp_path))
    assert not found.granules and str(archive) in str(found.problems[0])


def test_a_loop_of_links_in_a_granule_is_passed_over(tmp_path):
    folder = Path(write_swath(tmp_path))
    (folder / "LST_ancillary_ds.nc").symlink_to("LST_ancillary_ds.nc")
    (granule,) = catalogue.scan(str(tmp_path)).of("SLSTR")
    assert len(granule.files) == 5 and len(sentinel3.read(granule, box())[0].lst_degc)


@pytest.mark.parametrize("name", [f"{SWATH_NAME}/{SWATH_NAME}", f"first look.SEN3/{SWATH_NAME}"])
def test_a_granule_in_a_folder_of_its_own_name_is_found(tmp_path, name):
    """As Windows unpacks archives."""
    write_swath(tmp_path, name)
    for folder in (tmp_path, tmp_path / Path(name).parts[0], tmp_path / name):
        found = catalogue.scan(str(folder))
        assert found.problems == () and [g.path for g in found.of("SLSTR")] == [str(tmp_path / name)]


def test_a_renamed_granule_that_cant_say_its_name_is_a_problem(tmp_path):
    cut(Path(write_swath(tmp_path, "first look")))
    write_swath(tmp_path, "second look", product_name="S3A_SL_1_RBT____20210630T173000.SEN3")
    first, second = map(str, catalogue.scan(str(tmp_path)).problems)
    assert "first look/LST_in.nc can't be read: it is cut short" in first and "The name of" in second and "original name" in second


def test_a_folder_of_another_product_is_listed_as_unknown(tmp_path):
    (tmp_path / "S3A_SL_1_RBT____20210630T173000_20210630T173300.SEN3").mkdir()
    found = catalogue.scan(str(tmp_path))
    assert found.problems == () and [Path(path).name[:12] for path in found.unknown] == ["S3A_SL_1_RBT"]


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("name", ["LST_in.nc", "flags_in.nc", "geodetic_in.nc", "geodetic_tx.nc", "geometry_tn.nc"])
def test_a_file_that_is_not_what_the_manifest_lists_is_damaged(tmp_path, name, zipped):
    """Whole pixels of SLSTR are stored as they are: a flipped bit gives another temperature, and no library can tell."""
    folder = Path(write_swath(tmp_path))
    entries = [
        ENTRY.format(name=file.name, size=file.stat().st_size, md5=hashlib.md5(file.read_bytes()).hexdigest())
        for file in folder.glob("*.nc")
    ]
    (folder / "xfdumanifest.xml").write_text("\n".join(entries), encoding="utf-8")
    path = Path(shutil.make_archive(str(folder), "zip", tmp_path, folder.name)) if zipped else folder
    assert len(read(str(path)).lst_degc)
    content = bytearray((folder / name).read_bytes())
    content[-1] ^= 1
    (folder / name).write_bytes(content)
    if zipped:
        shutil.make_archive(str(folder), "zip", tmp_path, folder.name)
    with pytest.raises(InputError, match=rf"{name} can't be read: it is damaged, its checksum is not that of the manifest"):
        read(str(path))


def test_a_file_of_another_size_than_the_manifest_lists_was_written_anew(tmp_path):
    folder = Path(write_swath(tmp_path))
    (folder / "xfdumanifest.xml").write_text(ENTRY.format(name="LST_in.nc", size=5, md5="0" * 32), encoding="utf-8")
    assert len(read(str(folder)).lst_degc)


@pytest.mark.parametrize("content", [b"", b"no archive", None])
def test_a_damaged_archive_is_refused_by_name(tmp_path, content):
    path = tmp_path / f"{SWATH_NAME}.zip"
    packed = Path(pack(write_swath(tmp_path), path)).read_bytes()
    path.write_bytes(packed[: len(packed) // 2] if content is None else content)
    with pytest.raises(InputError, match=r"SEN3\.zip can't be read"):
        sentinel3.recognise(str(path))


def test_an_archive_without_a_file_of_the_granule_is_refused(tmp_path):
    path = pack(write_swath(tmp_path, without=("flags_in.nc",)), tmp_path / f"{SWATH_NAME}.zip")
    with pytest.raises(InputError, match=r"flags_in\.nc can't be read: it is not there"):
        sentinel3.recognise(path)


@pytest.mark.parametrize("east", [181.0, -179.0])
def test_a_swath_over_the_date_line_is_whole(tmp_path, east):
    path = write_swath(tmp_path, positions=positions(middle=(68.0, 179.9)))
    swath = read(path, (179.0, 67.8, east, 68.2))
    assert (swath.longitude > 179).any() and (swath.longitude < -179).any()


@pytest.mark.parametrize("confidence", [LAND | UNFILLED, LAND | COSMETIC, LAND | DUPLICATE])
def test_unfilled_and_repeated_pixels_are_left_out(tmp_path, confidence):
    swath = read(write_swath(tmp_path, confidence=at(confidence, LAND)))
    assert len(swath.lst_degc) == SWATH_SHAPE[0] * SWATH_SHAPE[1] - 1


def test_the_moderate_single_view_bit_of_the_bayesian_mask_is_cloud_and_the_others_are_not(tmp_path):
    bayes = np.tile(np.array([0, 1, 2, 3, 4, 8, 0, 0]), (SWATH_SHAPE[0], SWATH_SHAPE[1] // 8))
    swath = read(write_swath(tmp_path, bayes=bayes))
    assert len(swath.lst_degc) == SWATH_SHAPE[0] * SWATH_SHAPE[1] * 6 // 8


@pytest.mark.parametrize("fill", [None, 0, 255])
def test_a_clear_pixel_stays_clear_where_zero_is_declared_fill(tmp_path, fill):
    """Baseline 005 declares 0, which means clear, as the fill of bayes_in."""
    swath = read(write_swath(tmp_path, bayes=at(2, 0), bayes_fill=fill))
    assert len(swath.lst_degc) == SWATH_SHAPE[0] * SWATH_SHAPE[1] - 1


def test_without_bayesian_mask_the_summary_cloud_counts(tmp_path):
    confidence = at(LAND | SUMMARY_CLOUD, LAND)
    assert len(read(write_swath(tmp_path / "a", confidence=confidence)).lst_degc) == SWATH_SHAPE[0] * SWATH_SHAPE[1]
    assert (
        len(read(write_swath(tmp_path / "b", confidence=confidence, without=("bayes_in",))).lst_degc) == SWATH_SHAPE[0] * SWATH_SHAPE[1] - 1
    )


def test_bits_are_those_that_the_file_names(tmp_path):
    path = write_swath(tmp_path, bayes=at(64, 2))
    moved = {"flag_masks": np.array([1, 64], np.uint8), "flag_meanings": "single_low single_moderate"}
    write_hdf5(
        Path(path) / "flags_in.nc",
        {
            "/confidence_in": Variable(np.full(SWATH_SHAPE, LAND, np.uint16), CONFIDENCE),
            "/bayes_in": Variable(at(64, 2).astype(np.uint8), moved),
        },
    )
    assert len(read(path).lst_degc) == SWATH_SHAPE[0] * SWATH_SHAPE[1] - 1


@pytest.mark.parametrize(
    ("bayes", "confidence"),
    [(2, LAND), *((None, LAND | flag) for flag in (SUMMARY_CLOUD, UNFILLED, COSMETIC, DUPLICATE))],
)
def test_bits_that_the_file_does_not_name_are_those_of_the_handbook(tmp_path, bayes, confidence):
    """And no others: all the bits that mean neither cloud nor a pixel without a measurement of its own are set everywhere."""
    path = write_swath(tmp_path)
    harmless = 0xFFFF & ~(SUMMARY_CLOUD | UNFILLED | COSMETIC | DUPLICATE)
    flags = {"/confidence_in": Variable(at(confidence | harmless, harmless).astype(np.uint16))}
    if bayes is not None:
        flags["/bayes_in"] = Variable(at(0xFF, 0xFF & ~bayes).astype(np.uint8))
    write_hdf5(Path(path) / "flags_in.nc", flags)
    assert len(read(path).lst_degc) == SWATH_SHAPE[0] * SWATH_SHAPE[1] - 1


@pytest.mark.parametrize("platform", ["S3A", "S3B"])
def test_both_platforms_are_known(tmp_path, platform):
    swath = read(write_swath(tmp_path, SWATH_NAME.replace("S3A", platform)))
    assert swath.platform == platform


def test_fill_is_left_out(tmp_path):
    assert len(read(write_swath(tmp_path, lst=at(np.nan, 295.0))).lst_degc) == SWATH_SHAPE[0] * SWATH_SHAPE[1] - 1


def test_uncertain_pixels_are_left_out(tmp_path):
    assert len(read(write_swath(tmp_path, uncertainty=at(3.1, 2.9))).lst_degc) == SWATH_SHAPE[0] * SWATH_SHAPE[1] - 1


def test_pixels_seen_from_the_side_are_left_out_between_tie_points(tmp_path):
    """The zenith angle grows from 0 to 64 degrees over the columns: 45 lies at 45/64 of the last tie point's column."""
    zenith = np.tile(np.linspace(0, 64, 5), (6, 1))
    path = write_swath(tmp_path, zenith=zenith, lst=270 + 0.1 * np.tile(np.arange(80), (96, 1)))
    column = (read(path).lst_degc + 273.15 - 270) / 0.1
    assert column.max() == pytest.approx(45, abs=1)


def test_missing_tie_points_are_said_and_nothing_is_left_out(tmp_path):
    progress = Progress()
    swath = read(write_swath(tmp_path, without=("geometry_tn.nc",)), progress=progress)
    assert len(swath.lst_degc) == SWATH_SHAPE[0] * SWATH_SHAPE[1]
    (warning,) = progress.warnings
    assert "geometry_tn.nc" in str(warning)


@pytest.mark.parametrize(("stamp", "daytime"), [("20210630T173000", True), ("20210630T043000", False), ("20211221T173000", True)])
def test_day_and_night_follow_solar_time(tmp_path, stamp, daytime):
    """At 105 W 17:30 UTC is 10:30 and 04:30 is 21:30 of mean solar time, also where the sun never sets or never rises."""
    path = write_swath(tmp_path, SWATH_NAME.replace("20210630T173000_20210630T173300", f"{stamp}_{stamp[:-3]}300"), confidence=LAND | DAY)
    assert read(path, box()).daytime is daytime


def test_the_time_is_that_of_the_rows_read(tmp_path):
    path = write_swath(tmp_path, shape=(960, 16), positions=positions((960, 16)))
    latitude, longitude = positions((960, 16))
    time = read(path, box((latitude[-1, 8], longitude[-1, 8]), 0.1)).time
    assert datetime.datetime(2021, 6, 30, 17, 32, 50) < time <= datetime.datetime(2021, 6, 30, 17, 33)


def test_integers_without_their_scale_are_refused(tmp_path):
    path = write_swath(tmp_path)
    write_hdf5(
        Path(path) / "LST_in.nc",
        {f"/{name}": Variable(np.zeros(SWATH_SHAPE, np.int16)) for name in ("LST", "LST_uncertainty")},
    )
    with pytest.raises(InputError, match=r"LST_in\.nc does not state the scale of /LST"):
        read(path)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    scale=st.floats(0.001, 0.01),
    offset=st.floats(250, 300),
    fill=st.sampled_from([-32768, 32767, 0]),
    angle=st.floats(-180, 180),
    seed=st.integers(0, 99),
)
def test_any_swath_is_read_back(tmp_path, scale, offset, fill, angle, seed):
    stored = np.random.default_rng(seed).integers(-3000, 3000, SWATH_SHAPE).astype(np.int16)
    path = write_swath(tmp_path, positions=positions(angle=angle))
    attributes = {"scale_factor": np.float64(scale), "add_offset": np.float64(offset)}
    write_hdf5(
        Path(path) / "LST_in.nc",
        {"/LST": Variable(stored, attributes, fill), "/LST_uncertainty": Variable(np.full(SWATH_SHAPE, 0.5, np.float32), {}, -1.0)},
    )
    swath = read(path)
    np.testing.assert_allclose(swath.lst_degc, (stored * scale + offset)[stored != fill] - 273.15, rtol=1e-9, atol=1e-9)
    shutil.rmtree(path)


def named(**parts) -> sentinel3.Granule:
    """Return a granule of which only the name is known."""
    parts = {
        "platform": "S3A",
        "cycle": "073",
        "orbit": "212",
        "timeliness": "NT",
        "start": datetime.datetime(2021, 6, 30, 17, 30),
        "seconds": 180,
        "creation": datetime.datetime(2021, 7, 1),
        **parts,
    }
    parts["stop"] = parts["start"] + datetime.timedelta(seconds=parts.pop("seconds"))
    return sentinel3.Granule("SLSTR", "/".join(map(str, parts.values())), parts["start"], parts)


def test_final_processing_is_preferred_to_near_real_time():
    near, short, final = (named(timeliness=t, creation=datetime.datetime(2021, 8, d)) for t, d in (("NR", 3), ("ST", 2), ("NT", 1)))
    assert sentinel3.latest([near, final, short]) == (final,)
    assert sentinel3.latest([near, short]) == (short,)


def test_the_newer_of_two_processings_is_taken():
    old, new = (named(creation=datetime.datetime(2021, 8, d)) for d in (1, 2))
    assert sentinel3.latest([old, new]) == (new,)


def test_a_near_real_time_frame_that_begins_elsewhere_is_the_same_overpass():
    final = named()
    near = named(timeliness="NR", start=final.time - datetime.timedelta(seconds=40))
    assert sentinel3.latest([near, final]) == (final,)


def test_neighbouring_frames_other_orbits_and_other_platforms_are_kept_in_time():
    first, after = named(), named(start=datetime.datetime(2021, 6, 30, 17, 33))
    twin = named(platform="S3B")
    later = named(orbit="213", start=datetime.datetime(2021, 6, 30, 19, 11))
    assert sentinel3.latest([later, after, twin, first]) == (first, twin, after, later)


@needs_real_data
def test_the_real_stripped_folder_lacks_a_variable():
    (folder,) = Path(real("sentinel3")).glob("*.SEN3")
    with pytest.raises(InputError, match=r"geodetic_in\.nc does not hold the variable /latitude_in"):
        sentinel3.recognise(str(folder))
