"""Prediction over rasters and mixed pixels."""

from __future__ import annotations

import numpy as np
import pytest
from model_sample import drivers_of, make_sample

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.model.forms import FORMS, prepare
from boreal_gpp_plugin.core.model.predict import predict, predict_sample

FORM = FORMS["boreal"]
CALENDAR = Calendar.between("2021-01-01", "2021-12-31")
PARAMETERS = {2100: FORM.default("ENF"), 800: {**FORM.default("WET"), "w": 0.4, "f": 0.5}}
STRATA = np.array([[2100, 0, 800], [800, 2100, 2100]], np.int16)


def raster() -> dict[str, np.ndarray]:
    rows = drivers_of(STRATA.size, CALENDAR, np.random.default_rng(3))
    cubes = {name: values.T.reshape(-1, *STRATA.shape).astype(np.float32) for name, values in rows.items()}
    return prepare(cubes, CALENDAR, np.full(STRATA.shape, 54.0), axis=0)


def test_each_pixel_takes_the_parameters_of_its_stratum():
    drivers = raster()
    gpp = predict(FORM, PARAMETERS, STRATA, drivers)
    assert gpp.dtype == np.float32
    for (y, x), code in np.ndenumerate(STRATA):
        if code:
            own = {name: values[:, y, x].astype(np.float64) for name, values in drivers.items()}
            expected = PARAMETERS[code]["m"] * FORM.response(own, PARAMETERS[code])
            # float32 through a dozen products: about 1e-6 relative, on values up to 12.
            assert gpp[:, y, x] == pytest.approx(expected, abs=2e-4)


def test_gpp_is_missing_outside_the_strata():
    gpp = predict(FORM, PARAMETERS, STRATA, raster())
    assert np.isnan(gpp[:, 0, 1]).all()
    assert np.isfinite(gpp[:, STRATA > 0]).all()


def test_gpp_is_missing_where_a_driver_in_use_is():
    drivers = raster()
    drivers["soil_moisture"][5] = np.nan
    drivers["evi"][7, 0, 0] = np.nan
    gpp = predict(FORM, PARAMETERS, STRATA, drivers)
    assert np.isnan(gpp[5][STRATA == 800]).all()
    assert np.isfinite(gpp[5][STRATA == 2100]).all()
    assert np.isnan(gpp[7, 0, 0])


def test_a_tile_without_any_stratum_is_missing_throughout():
    gpp = predict(FORM, PARAMETERS, np.zeros_like(STRATA), raster())
    assert np.isnan(gpp).all()


def test_a_stratum_without_parameters_is_refused():
    with pytest.raises(KeyError):
        predict(FORM, {2100: PARAMETERS[2100]}, STRATA, raster())


def test_a_mixed_pixel_is_the_area_weighted_sum_of_its_strata():
    sample = make_sample(PARAMETERS, pixels=4)
    alone = {}
    for code in PARAMETERS:
        others = {other: {**values, "m": 0.0} for other, values in PARAMETERS.items() if other != code}
        alone[code] = predict_sample(FORM, {**PARAMETERS, **others}, sample)
    assert alone[2100] + alone[800] == pytest.approx(predict_sample(FORM, PARAMETERS, sample))
    rows = sample.stratum == 800
    unit = np.where(rows[:, None], 1.0, 0.0) * np.ones((1, len(sample.calendar)))
    assert sample.mixed(unit)[:, 0] == pytest.approx(np.bincount(sample.pixel[rows], sample.fraction[rows], 4))
