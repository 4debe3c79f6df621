"""The reference sample: reference pixels with the strata and drivers in them, enough to fit a model without rasters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np

from ..calendar import Calendar

PURE = 0.7
"""Share of a reference pixel that a stratum must cover for the pixel's errors to count as the stratum's."""


@dataclass(frozen=True)
class ReferenceSample:
    """Reference GPP and the drivers of every stratum in each reference pixel.

    A reference pixel is a mixture: its GPP is predicted as the sum over its rows of fraction x GPP(drivers of the row).

    Attributes
    ----------
    calendar : Calendar
        The steps.
    gpp : ndarray, float64 (pixel, time)
        Reference GPP, g C m-2 d-1, mean of the step; NaN where missing.
    x, y : ndarray, float64 (pixel,)
        Centres of the reference pixels in metres (the CRS of the site).
    latitude : ndarray, float64 (pixel,)
        Degrees north.
    pixel : ndarray, int64 (row,)
        Reference pixel of each row.
    stratum : ndarray, int64 (row,)
        Stratum code of each row; a row is one stratum in one pixel.
    fraction : ndarray, float64 (row,)
        Share of the reference pixel that the stratum covers; the rest (water, rock) has no GPP, so the sum is at most 1.
    drivers : mapping of str to ndarray, float64 (row, time)
        Area means over the stratum in the pixel: evi, lst (degC), soil_moisture (m3 m-3), thaw_fraction (0-1), NaN where missing.
    weight : ndarray, float64 (pixel,), optional
        Weight of the squared residuals of each reference pixel in a fit; by default 1.
    """

    calendar: Calendar
    gpp: np.ndarray
    x: np.ndarray
    y: np.ndarray
    latitude: np.ndarray
    pixel: np.ndarray
    stratum: np.ndarray
    fraction: np.ndarray
    drivers: Mapping[str, np.ndarray]
    weight: Optional[np.ndarray] = None

    @classmethod
    def stacked(cls, samples: Sequence[ReferenceSample], weights: Sequence[float]) -> ReferenceSample:
        """Return several references on one calendar as one, each weighted as a whole; drivers that one lacks are left out."""
        first = np.cumsum([0, *(len(sample.gpp) for sample in samples)])
        names = [name for name in samples[0].drivers if all(name in sample.drivers for sample in samples)]
        alike = len(set(weights)) == 1
        return cls(
            samples[0].calendar,
            *(np.concatenate([getattr(s, name) for s in samples]) for name in ("gpp", "x", "y", "latitude")),
            pixel=np.concatenate([sample.pixel + begin for sample, begin in zip(samples, first)]),
            stratum=np.concatenate([sample.stratum for sample in samples]),
            fraction=np.concatenate([sample.fraction for sample in samples]),
            drivers={name: np.concatenate([sample.drivers[name] for sample in samples]) for name in names},
            weight=None if alike else np.repeat(np.array(weights, np.float64), [len(sample.gpp) for sample in samples]),
        )

    def mixed(self, rows: np.ndarray) -> np.ndarray:
        """Return values of rows (row, time) summed into their pixels by area, (pixel, time)."""
        from scipy import sparse  # slow to load, and may be missing where the interface only shows the models

        shares = sparse.csr_matrix((self.fraction, (self.pixel, np.arange(len(self.pixel)))), shape=(len(self.gpp), len(self.pixel)))
        return shares @ rows

    def dominant(self, share: float = PURE) -> np.ndarray:
        """Return the stratum that covers at least a share, 1/2 or more, of each pixel, int (pixel,); 0 where none does."""
        found = np.zeros(len(self.gpp), np.int64)
        rows = self.fraction >= share
        found[self.pixel[rows]] = self.stratum[rows]
        return found

    def share_of(self, codes: Sequence[int]) -> np.ndarray:
        """Return the share of each pixel that some strata cover, (pixel,)."""
        rows = np.isin(self.stratum, codes)
        return np.bincount(self.pixel[rows], self.fraction[rows], len(self.gpp))

    def at_pixels(self, pixels: np.ndarray) -> ReferenceSample:
        """Return the sample of some of its reference pixels, by index (increasing)."""
        number = np.full(len(self.gpp), -1)
        number[pixels] = np.arange(len(pixels))
        rows = number[self.pixel] >= 0
        return replace(
            self,
            gpp=self.gpp[pixels],
            x=self.x[pixels],
            y=self.y[pixels],
            latitude=self.latitude[pixels],
            pixel=number[self.pixel[rows]],
            stratum=self.stratum[rows],
            fraction=self.fraction[rows],
            drivers={name: values[rows] for name, values in self.drivers.items()},
            weight=None if self.weight is None else self.weight[pixels],
        )
