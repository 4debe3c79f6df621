"""The reference: GPP of 500 m pixels in the format of the VPM product, not made by that model but from the truth."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .modis import Pixels, year_day
from .streams import stream

GAIN, NOISE, FLOOR_NOISE = 1.04, 0.08, 0.08  # of GPP; drawn for each pixel and step; likewise, g C m-2 d-1
SCALE, FILL = 0.001, 65535  # g C m-2 d-1


def write(folder: Path, pixels: Pixels, start: np.datetime64, gpp: np.ndarray, seed: int) -> Path:
    """Write the step from `start` from the truth of its mean GPP, g C m-2 d-1 (cell,), and return the file."""
    random = stream(seed, "vpm", int(start.astype(int)))
    mean = pixels.mean(gpp)
    value = GAIN * mean * (1 + NOISE * random.standard_normal(mean.shape))
    value = np.maximum(value + FLOOR_NOISE * random.standard_normal(mean.shape) * (mean > 0), 0)
    raw = np.where(np.isfinite(value), np.rint(value / SCALE), FILL).astype(np.uint16)
    path = folder / f"GPP.{year_day(start)}.{pixels.tile}.tif"
    pixels.write(path, raw, FILL, compress="LZW")
    return path
