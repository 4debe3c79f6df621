"""Seconds and memory to calibrate and validate a site of 1000 x 1000 pixels with twelve strata; printed, not judged."""

from __future__ import annotations

import resource
import time
from dataclasses import replace
from typing import Callable, TypeVar

import numpy as np
from model_sample import make_sample

from boreal_gpp_plugin.core.model import covariance, total_error, uncertainty, validate
from boreal_gpp_plugin.core.model.calibrate import calibrate
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.model.sample import ReferenceSample
from boreal_gpp_plugin.core.strata import classification

CODES = (2100, 2101, 2102, 2103, 2104, 2200, 2203, 2300, 800, 810, 500, 1000)
PIXELS = 64**2  # reference pixels of 463 m on 30 km
SMALLEST = 0.05  # share of a reference pixel that a stratum must cover to be in it
FORM = FORMS["boreal"]

Found = TypeVar("Found")


def site(legend: dict[int, classification.Stratum]) -> ReferenceSample:
    """Return the reference pixels of a year of 46 steps, about three strata in each."""
    truth = {code: FORM.default(legend[code].prior) for code in CODES}
    sample = make_sample(truth, PIXELS, noise=0.4, evenness=0.15)
    rows = np.flatnonzero(sample.fraction >= SMALLEST)
    drivers = {name: values[rows] for name, values in sample.drivers.items()}
    return replace(sample, pixel=sample.pixel[rows], stratum=sample.stratum[rows], fraction=sample.fraction[rows], drivers=drivers)


def timed(name: str, step: Callable[[], Found]) -> Found:
    """Return what a step finds, its seconds printed."""
    began = time.perf_counter()
    found = step()
    print(f"{time.perf_counter() - began:7.1f} s  {name}")
    return found


def main() -> None:
    legend = classification.legend(CODES)
    sample = site(legend)
    print(f"{PIXELS} reference pixels, {len(sample.pixel)} rows, {len(sample.calendar)} steps, {len(CODES)} strata")
    began = time.perf_counter()
    fitted = timed("calibration", lambda: calibrate(sample, FORM, legend))
    timed("covariance of parameters", lambda: covariance.of_calibration(sample, fitted))
    validation = timed("validation against four rivals", lambda: validate.cross_validate(sample, FORM, legend, start=fitted))
    timed("intervals of pixels", lambda: uncertainty.from_held_out(sample, validation.held_out, legend, fitted.source))
    timed("error of totals", lambda: total_error.from_held_out(sample, validation.held_out, {}))
    print(f"{time.perf_counter() - began:7.1f} s  together, of 120")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MB at most, of 1000")


if __name__ == "__main__":
    main()
