"""Gridded LST: cells where latitude and longitude say, whichever way they run, from daily maps only."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_files import Variable, write_hdf5

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.readers import lst_grid
from boreal_gpp_plugin.core.readers.hdf5 import HDF5File

NAME = "ESACCI-LST-L3C-LST-SLSTRA-0.01deg_1DAILY_DAY-20210630000000-fv3.00.nc"
LATITUDE = np.round(53.505 + 0.01 * np.arange(100), 3)
LONGITUDE = np.round(-105.495 + 0.01 * np.arange(80), 3)
BOX = (-105.2, 53.8, -105.0, 54.0)


def write_map(folder: Path, name: str = NAME, latitude=LATITUDE, longitude=LONGITUDE, **fields) -> str:
    """Write a map; `fields` are lst (K), uncertainty (K), satze (degrees), or encoding (scale, offset, fill)."""
    shape = (1, len(latitude), len(longitude))
    scale, offset, fill = fields.get("encoding", (0.01, 273.15, -32768))
    lst = np.broadcast_to(fields.get("lst", 295.0), shape)
    stored = np.where(np.isnan(lst), fill, np.rint((np.nan_to_num(lst, nan=offset) - offset) / scale)).astype(np.int16)
    variables = {
        "/lat": Variable(np.asarray(latitude, np.float32)),
        "/lon": Variable(np.asarray(longitude, np.float32)),
        "/lst": Variable(stored, {"scale_factor": np.float64(scale), "add_offset": np.float64(offset)}, fill),
        "/lst_uncertainty": Variable(
            np.broadcast_to(np.rint(np.asarray(fields.get("uncertainty", 1.0)) * 1000), shape).astype(np.int16),
            {"scale_factor": np.float64(0.001)},
            -32768,
        ),
        "/satze": Variable(np.broadcast_to(fields.get("satze", 20.0), shape).astype(np.float32)),
    }
    if "flags" in fields:
        values, about = fields["flags"]
        variables["/qual_flag"] = Variable(np.broadcast_to(values, shape).astype(np.int16), about)
    without = fields.get("without", ())
    return write_hdf5(folder / name, {key: value for key, value in variables.items() if key not in without})


def at(value, other, where=(45, 40)):
    values = np.full((len(LATITUDE), len(LONGITUDE)), other)
    values[where] = value
    return values


@pytest.mark.parametrize(("half", "hour", "daytime"), [("DAY", 17, True), ("NIGHT", 5, False)])
def test_a_map_has_its_day_and_half_of_the_day(tmp_path, half, hour, daytime):
    """At 105 W 10 h of solar time are 17 h UTC, 22 h are 5 h UTC of the next day."""
    granule = lst_grid.recognise(write_map(tmp_path, NAME.replace("DAY-", f"{half}-")))
    (swath,) = lst_grid.read(granule, BOX)
    assert granule.time == datetime.datetime(2021, 6, 30) and swath.daytime is daytime
    assert abs((swath.time - datetime.datetime(2021, 6, 30)).total_seconds() / 3600 - hour - (0 if daytime else 24)) < 0.1


@pytest.mark.parametrize("north_up", [True, False])
def test_a_cell_lies_where_the_axes_say(tmp_path, north_up):
    latitude = LATITUDE[::-1] if north_up else LATITUDE
    lst = 280 + latitude[:, None] - 53 + 0.1 * np.arange(len(LONGITUDE))
    (swath,) = lst_grid.read(lst_grid.recognise(write_map(tmp_path, latitude=latitude, lst=lst)), BOX)
    expected = 280 + swath.latitude - 53 + 0.1 * (swath.longitude - LONGITUDE[0]) / 0.01 - 273.15
    np.testing.assert_allclose(swath.lst_degc, expected, atol=0.006)  # half a step of 0.01 K, and float32 axes
    assert len(swath.lst_degc) == 20 * 20


@pytest.mark.parametrize(
    "fields", [*({"lst": at(odd, 295.0)} for odd in (np.nan, 189.9, 350.1)), {"uncertainty": at(3.1, 1.0)}, {"satze": at(50.0, 20.0)}]
)
def test_missing_uncertain_and_slanted_cells_are_left_out(tmp_path, fields):
    (swath,) = lst_grid.read(lst_grid.recognise(write_map(tmp_path, **fields)), BOX)
    assert len(swath.lst_degc) == 20 * 20 - 1


MEANINGS = "no_cloud cloud_contaminated saturated_channel inland_water night"


@pytest.mark.parametrize(
    ("about", "bad"),
    [
        ({"flag_masks": np.array([1, 2, 4, 8, 16], np.int16), "flag_meanings": MEANINGS}, [2, 4, 6, 10]),
        ({"flag_values": np.array([1, 2, 4, 8, 16], np.int16), "flag_meanings": MEANINGS}, [2, 4]),
        (
            {
                "flag_masks": np.array([3, 3, 3, 12, 12], np.int16),
                "flag_values": np.array([1, 2, 3, 8, 4], np.int16),
                "flag_meanings": "clear_sky probably_cloudy cloudy good_quality poor_quality",
            },
            [2, 6, 10, 4],
        ),
        ({"flag_masks": "1s, 2s, 4s, 8s, 16s", "flag_meanings": MEANINGS}, []),
        ({}, []),
    ],
)
def test_flags_that_the_file_names_as_bad_leave_a_cell_out(tmp_path, about, bad):
    """By bits, by values, or by values within bits; what the ground is, and flags without names, leave nothing out."""
    values = np.array([0, 1, 8, 2, 4, 6, 10, 16])
    flags = np.tile(values, (len(LATITUDE), len(LONGITUDE) // 8))
    (swath,) = lst_grid.read(lst_grid.recognise(write_map(tmp_path, flags=(flags, about))), (-106, 53, -104, 55))
    assert len(swath.lst_degc) == flags.size * (8 - len(bad)) // 8


@pytest.mark.parametrize("circle", [180, 360])
def test_a_site_on_the_date_line_is_whole(tmp_path, circle):
    longitude = np.arange(-179.95, 180, 0.1) if circle == 180 else np.arange(0.05, 360, 0.1)
    granule = lst_grid.recognise(write_map(tmp_path, longitude=longitude, latitude=[67.9, 68.0]))
    (swath,) = lst_grid.read(granule, (179.0, 67.0, -179.0, 69.0))
    assert len(swath.longitude) == 2 * 20 and np.abs(swath.longitude).min() > 179.0


def test_a_map_elsewhere_gives_nothing(tmp_path):
    assert lst_grid.read(lst_grid.recognise(write_map(tmp_path)), (10.0, 60.0, 11.0, 61.0)) == ()


@pytest.mark.parametrize("variable", ["/lst", "/lat", "/lon"])
def test_a_map_without_a_variable_is_refused_by_name(tmp_path, variable):
    with pytest.raises(InputError, match=f"does not hold the variable {variable}"):
        lst_grid.recognise(write_map(tmp_path, without=(variable,)))


def test_a_map_of_neither_day_nor_night_is_refused(tmp_path):
    """Warm afternoons and cold nights must not be mixed up."""
    with pytest.raises(InputError, match="does not say whether it is of the day or of the night"):
        lst_grid.recognise(write_map(tmp_path, NAME.replace("1DAILY_DAY-", "")))


def test_numbers_without_their_scale_are_refused(tmp_path):
    """A stored 290 would pass for 290 K, and is 276.05 K."""
    axes = {"/lat": Variable(LATITUDE), "/lon": Variable(LONGITUDE)}
    granule = lst_grid.recognise(write_hdf5(tmp_path / NAME, {**axes, "/lst": Variable(np.full((1, 100, 80), 290, np.int16))}))
    with pytest.raises(InputError, match="does not state the scale of /lst"):
        lst_grid.read(granule, BOX)


def test_a_monthly_mean_is_refused_with_what_to_get(tmp_path):
    with pytest.raises(InputError, match=r"more than one day.*Download the daily maps"):
        lst_grid.recognise(write_map(tmp_path, NAME.replace("1DAILY", "1MONTHLY")))


def test_only_the_site_is_read(tmp_path, monkeypatch):
    granule = lst_grid.recognise(write_map(tmp_path))
    sizes = []
    whole = HDF5File.read
    monkeypatch.setattr(HDF5File, "read", lambda f, name, *rest: sizes.append(whole(f, name, *rest).size) or whole(f, name, *rest))
    lst_grid.read(granule, BOX)
    assert max(sizes) <= 20 * 20


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    scale=st.floats(0.005, 0.02),
    offset=st.floats(260, 290),
    fill=st.sampled_from([-32768, 32767]),
    north_up=st.booleans(),
    seed=st.integers(0, 99),
)
def test_any_map_is_read_back(tmp_path, scale, offset, fill, north_up, seed):
    lst = np.random.default_rng(seed).uniform(240, 320, (len(LATITUDE), len(LONGITUDE)))
    rows = slice(None, None, -1 if north_up else 1)
    path = write_map(tmp_path, latitude=LATITUDE[rows], lst=lst[rows], encoding=(scale, offset, fill))
    (swath,) = lst_grid.read(lst_grid.recognise(path), (-106, 53, -104, 55))
    np.testing.assert_allclose(swath.latitude.reshape(lst.shape)[:, 0], LATITUDE[rows], atol=1e-5)
    np.testing.assert_allclose(swath.lst_degc, lst[rows].ravel() - 273.15, atol=scale / 2 + 1e-9)
