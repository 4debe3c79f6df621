"""Synthetic reference samples: mixed pixels whose GPP a known form made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.model.predict import predict_sample
from boreal_gpp_plugin.core.model.sample import ReferenceSample

SPACING = 500.0


def drivers_of(rows: int, calendar: Calendar, generator: np.random.Generator) -> dict[str, np.ndarray]:
    """Return drivers (row, time) with a boreal year: deep winter, thaw in April, green from May to September."""
    day = (calendar.middles - calendar.starts[0].astype(np.float64)) % 365
    warmth = 0.5 + 0.5 * np.cos((day - 200) / 365 * 2 * np.pi)
    weather = generator.normal(0, 3, (1, len(calendar)))
    lst = -15 + 36 * warmth + generator.normal(0, 2, (rows, 1)) + weather + generator.normal(0, 1, (rows, len(calendar)))
    leaf = np.clip(np.sin((day - 110) / 160 * np.pi), 0, None) * ((day > 110) & (day < 270))
    evi = 0.15 + generator.uniform(0.1, 0.4, (rows, 1)) * leaf + generator.normal(0, 0.01, (rows, len(calendar)))
    moisture = 0.2 + generator.normal(0, 0.06, (rows, len(calendar)))
    thaw = np.clip((lst + 2) / 6, 0, 1) * (generator.random((rows, len(calendar))) < 0.8)
    return {"evi": evi, "lst": lst, "soil_moisture": np.clip(moisture, 0.02, 0.6), "thaw_fraction": thaw}


def make_sample(
    parameters: Mapping[int, Mapping[str, float]],
    pixels: int = 64,
    years: int = 1,
    form: str = "boreal",
    pure: Sequence[int] = (),
    absent: Sequence[int] = (),
    noise: float = 0.0,
    evenness: float = 0.7,
) -> ReferenceSample:
    """Return a square of reference pixels, each a mixture of the strata, whose GPP the form made with their parameters.

    Parameters
    ----------
    parameters : mapping
        Parameters by stratum code.
    pixels : int
        A square number.
    years : int
        Length of the record from 2021.
    form : str
        Name of the form that makes GPP.
    pure : sequence of int
        Strata that every third pixel, in turn, is made of alone.
    absent : sequence of int
        Strata that no pixel holds.
    noise : float
        Standard deviation of the reference's error, g C m-2 d-1.
    evenness : float
        The more, the less one stratum prevails in a pixel.
    """
    generator = np.random.default_rng(7)
    calendar = Calendar.between("2021-01-01", f"{2020 + years}-12-31")
    codes = np.array([code for code in parameters if code not in absent])
    shares = generator.dirichlet(np.full(len(codes), evenness), pixels) * 0.95
    for i, code in enumerate(pure):
        shares[3 * i :: 3 * len(pure)] = 0.95 * (codes == code)
    pixel, column = np.nonzero(shares)
    side = round(pixels**0.5)
    y, x = np.divmod(np.arange(pixels), side)
    sample = ReferenceSample(
        calendar,
        np.zeros((pixels, len(calendar))),
        x * SPACING,
        y * SPACING,
        54 + y * 0.0045,
        pixel,
        codes[column],
        shares[pixel, column],
        drivers_of(len(pixel), calendar, generator),
    )
    gpp = predict_sample(FORMS[form], parameters, sample)
    return replace(sample, gpp=gpp + generator.normal(0, noise, gpp.shape))
