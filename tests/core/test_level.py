"""The daily course of coarse cells, and how sure it is."""

from dataclasses import replace

import numpy as np
import pytest

from boreal_gpp_plugin.core.fusion import level
from boreal_gpp_plugin.core.fusion.variogram import Variogram

DAYS = np.arange(120.0)
STEPS = (DAYS // 8).astype(int)
VARIOGRAM = Variogram(0.2, 3000.0, 0.2, 1.0)
COURSE = level.Course((5.0, 1.0, 1.0), np.zeros(0), np.zeros((0, 0)), 1.0, 3.0, 3.0)


def course_of(rng, shared, own):
    """Observations whose error has the standard deviations `shared` by all cells of a day and `own`, each stated to vary by 0.2."""
    values = 3 + shared * rng.standard_normal((120, 1, 1)) + own * rng.standard_normal((120, 6, 6))
    variances = np.full(values.shape, 0.2)
    return level.fit(values, variances, None, (1000.0, 1000.0), DAYS, STEPS, VARIOGRAM, COURSE)


@pytest.fixture(scope="module")
def as_stated():
    return course_of(np.random.default_rng(1), 0.0, np.sqrt(0.2))


def test_errors_are_as_large_as_stated(as_stated):
    z = (as_stated.mean - 3) / np.sqrt(as_stated.variance)
    assert 0.4 < np.sqrt((z**2).mean()) < 1.2


def test_held_out_days_that_are_missed_by_more_than_stated_widen_the_doubt(as_stated):
    scattered = course_of(np.random.default_rng(1), 0.0, 2.0)
    assert scattered.variance.mean() > 4 * as_stated.variance.mean()


def test_the_doubt_falls_where_held_out_days_are_met_better_than_stated(as_stated):
    calm = course_of(np.random.default_rng(1), 0.0, 0.05)
    assert calm.variance.mean() < as_stated.variance.mean()


def test_a_record_of_summer_alone_keeps_what_is_believed_of_midwinter():
    summer = 151.0 + np.arange(92.0)
    values = 9 + np.sqrt(0.2) * np.random.default_rng(2).standard_normal((92, 6, 6))
    believing = replace(COURSE, season=(8.0, 8.0, 4.0), midwinter=(-1.5, 0.5))
    fitted = level.fit(
        values, np.full(values.shape, 0.2), None, (1000.0, 1000.0), summer, ((summer - 151) // 8).astype(int), VARIOGRAM, believing
    )
    assert level.MIDWINTER @ fitted.season == pytest.approx(-1.5, abs=0.3)
    assert fitted.mean.mean() == pytest.approx(9.0, abs=0.2)  # what was seen stays as it is


def test_a_whole_year_speaks_louder_than_what_is_believed_of_midwinter():
    days = np.arange(365.0)
    values = np.full((365, 6, 6), 3.0)
    believing = replace(COURSE, midwinter=(-1.5, 1.5))
    fitted = level.fit(values, np.full(values.shape, 0.2), None, (1000.0, 1000.0), days, (days // 8).astype(int), VARIOGRAM, believing)
    assert level.MIDWINTER @ fitted.season == pytest.approx(3.0, abs=0.5)
