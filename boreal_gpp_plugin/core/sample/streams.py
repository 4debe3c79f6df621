"""Random streams: one for each purpose, so that no draw depends on what else is drawn or in which order."""

from __future__ import annotations

import zlib

import numpy as np


def stream(seed: int, purpose: str, *numbers: int) -> np.random.Generator:
    """Return the generator of a purpose and numbers (not negative), always the same for the same `seed`."""
    return np.random.default_rng([seed, zlib.crc32(purpose.encode("ascii")), *numbers])
