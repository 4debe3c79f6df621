"""The strata of a site, with zones of every use."""

from __future__ import annotations

import json

import numpy as np
import pytest
from affine import Affine

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.model.calibration import uncalibrated
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.request import RunRequest
from boreal_gpp_plugin.core.strata import classification, stratify

GRID = Grid("EPSG:32613", Affine(30, 0, 500000, 0, -30, 6000000), 4, 6)
COVER = np.full(GRID.shape, 210, np.uint8)
COVER[:, 0] = 20  # water
NO_FIRE = np.zeros(GRID.shape, np.int16)


def square(column, row, columns, rows):
    left, top = 500000 + 30 * column, 6000000 - 30 * row
    right, bottom = left + 30 * columns, top - 30 * rows
    return [[[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]]


def of(tmp_path, zones, use="each"):
    """Return the strata under zones, each (name, use, ring)."""
    features = [
        {"type": "Feature", "properties": {"name": name, "use": what}, "geometry": {"type": "Polygon", "coordinates": ring}}
        for name, what, ring in zones
    ]
    path = tmp_path / "zones.geojson"
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32613"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}), encoding="utf-8")
    request = RunRequest("in", "out", zones=str(path), zone_field="name", zone_use=use)
    return stratify.of_site(request, GRID, COVER, NO_FIRE, 2021)


def test_without_zones_strata_are_those_of_the_maps():
    strata = stratify.of_site(RunRequest("in", "out"), GRID, COVER, NO_FIRE, 2021)
    assert (strata.codes[:, 0] == 0).all() and (strata.codes[:, 1:] == 2100).all()
    assert 2100 in strata.legend and strata.mapped is strata.codes


def test_each_zone_is_taken_for_what_it_says(tmp_path):
    zones = [("a", "stratum", square(1, 0, 2, 1)), ("b", "210", square(0, 1, 1, 1)), ("c", "80", square(3, 0, 1, 4))]
    strata = of(tmp_path, zones)
    codes, legend = strata.codes, strata.legend
    assert (codes[0, 1:3] == 10001).all() and str(legend[10001].title) == "Zone a: Coniferous"
    assert codes[1, 0] == 2100  # water that is land by the zone
    assert (codes[:, 3] == 800).all() and (codes[1:, 4:] == 2100).all()


def test_zones_that_select_leave_nothing_else_but_zones_that_are_strata(tmp_path):
    strata = of(tmp_path, [("here", "only", square(1, 0, 1, 4)), ("stand", "stratum", square(5, 0, 1, 4))])
    assert (strata.mapped[:, 1] == 2100).all() and (strata.mapped[:, 5] == 10001).all()
    assert (strata.mapped[:, [0, 2, 3, 4]] == 0).all()


def test_land_outside_zones_that_select_still_calibrates(tmp_path):
    strata = of(tmp_path, [("here", "only", square(1, 0, 1, 4))])
    assert (strata.codes[:, 1:] == 2100).all() and (strata.codes[:, 0] == 0).all()


def test_zones_that_burnt_or_were_cut_leave_the_strata_as_they_are(tmp_path):
    zones = [("cut", "disturbed", square(1, 0, 2, 4)), ("stand", "stratum", square(5, 0, 1, 4))]
    assert np.unique(of(tmp_path, zones).mapped[:, 1:3]).tolist() == [2100]


def test_one_use_serves_all_zones(tmp_path):
    zones = [("a", "", square(1, 0, 1, 4)), ("b", "", square(2, 0, 1, 4))]
    assert np.unique(of(tmp_path, zones, "only").mapped[:, 1:3]).tolist() == [2100]
    assert np.unique(of(tmp_path, zones, "stratum").mapped[:, 1:3]).tolist() == [10001, 10002]


def test_a_use_that_is_none_is_refused_with_its_cure(tmp_path):
    with pytest.raises(InputError) as error:
        of(tmp_path, [("a", "forest", square(1, 0, 1, 1))])
    assert "forest" in str(error.value) and error.value.fix is not None


def test_zones_of_water_alone_leave_nothing(tmp_path):
    with pytest.raises(InputError, match="Nothing in the site is modelled"):
        of(tmp_path, [("lake", "only", square(0, 0, 1, 4))])


def test_default_parameters_of_conifers_change_with_the_nights_of_their_strata():
    legend = classification.legend([2100, 2104, 800])
    year = Calendar.between("2021-01-01", "2021-12-31")
    nights = {code: {"lst_night": np.full(len(year), night)} for code, night in ((2100, -3.0), (2104, -7.0), (800, -5.0))}
    found = stratify.with_nights(legend, nights, year)
    assert [found[code].night for code in (2100, 2104, 800, 210, 1)] == [-3.0, -7.0, -5.0, -5.0, -5.0]
    default = [uncalibrated(FORMS["boreal"], found).parameters[code]["m"] for code in (2100, 2104)]
    assert default == pytest.approx([24.1, 24.1 * np.exp(0.054 * -4)])


def test_a_record_without_winter_tells_no_mean_of_nights():
    legend, year = classification.legend([2100]), Calendar.between("2021-01-01", "2021-12-31")
    series = np.where(year.months == 1, np.nan, 5.0)
    assert stratify.with_nights(legend, {2100: {"lst_night": series}}, year) == legend
    assert stratify.with_nights(legend, {2100: {}}, year) == legend
