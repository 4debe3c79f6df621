"""Folds: which reference pixels and which steps are held out together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from ..calendar import Calendar
from ..language import Message, msg
from .sample import ReferenceSample

BLOCKS = 5  # along the longer side of the site, and folds: each fold takes every fifth block in a knight's move
MONTH_FOLDS = 6  # of a one-year record: each holds out two months half a year apart
MOST_YEAR_FOLDS = 10
_NEIGHBOUR = 1.5  # footprints; reaches the eight neighbours of a pixel
_ENOUGH_LEFT = 0.5  # share of the other blocks' pixels that must remain when neighbours are left out


@dataclass(frozen=True)
class Fold:
    """What is held out once, and what is fitted meanwhile.

    Attributes
    ----------
    pixels : ndarray, int
        Reference pixels that are held out.
    steps : ndarray, int
        Steps at which they are held out.
    training : ndarray, bool
        What is fitted; broadcasts to (pixel, time).
    """

    pixels: np.ndarray
    steps: np.ndarray
    training: np.ndarray


def schemes(sample: ReferenceSample) -> tuple[dict[str, list[Fold]], list[Message]]:
    """Return the folds of each scheme that the sample allows, "blocks" in space and "steps" in time, and notes on them."""
    known = np.isfinite(sample.gpp)
    found, notes = {}, []
    in_space = block_folds(sample.x, sample.y)
    if len(np.unique(in_space[known.any(axis=1)])) > 1:
        held = [in_space == fold for fold in np.unique(in_space)]
        spared = [near(sample.x, sample.y, out) for out in held]
        if any((~out & ~close).sum() < _ENOUGH_LEFT * (~out).sum() for out, close in zip(held, spared)):
            spared = [np.zeros_like(out) for out in held]
            notes.append(msg("There are too few reference pixels to leave out the neighbours of the blocks that are held out."))
        steps = np.arange(len(sample.calendar))
        found["blocks"] = [Fold(np.flatnonzero(out), steps, ~(out | close)[:, None]) for out, close in zip(held, spared)]
    else:
        notes.append(msg("No blocks were held out: there are too few reference pixels."))
    seen = known.any(axis=0)
    times = step_folds(sample.calendar, seen)
    if len(np.unique(times[seen])) > 1:
        pixels = np.arange(len(sample.gpp))
        held = [times == fold for fold in np.unique(times[seen])]
        found["steps"] = [Fold(pixels, np.flatnonzero(out), ~out[None, :]) for out in held]
        if not spans_years(sample.calendar, seen):
            notes.append(msg("The reference spans one year: blocks of whole months were held out instead of years."))
    else:
        notes.append(msg("No steps were held out: there are too few with reference."))
    return found, notes


def footprint(x: np.ndarray, y: np.ndarray) -> float:
    """Return the spacing of the reference pixels in the unit of `x` and `y`: the median distance to the nearest one; 0 for one place.

    Pixels at one place, such as those of single land covers in a cell, count as one.
    """
    places = np.unique(np.column_stack([x, y]), axis=0)
    if len(places) < 2:
        return 0.0
    distance, _ = cKDTree(places).query(places, k=2)
    return float(np.median(distance[:, 1]))


def block_folds(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the spatial fold of each reference pixel, int (pixel,).

    Blocks of one fold lie a knight's move apart, so that each fold samples the whole site and no two of its blocks touch along an edge.

    Parameters
    ----------
    x, y : ndarray (pixel,)
        Centres of the reference pixels in metres.

    References
    ----------
    Roberts et al. 2017, Ecography 40:913, doi:10.1111/ecog.02881, on why held-out pixels must not lie among the others.
    """
    column, row = _block(x, y)
    return _numbered((column + 2 * row) % BLOCKS)


def blocks(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the block of each reference pixel, int (pixel,): squares at least a footprint wide, about five along the longer side."""
    column, row = _block(x, y)
    return _numbered(column * (int(row.max(initial=0)) + 1) + row)


def _block(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return column and row of each reference pixel's block, int (pixel,)."""
    if not len(x):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    width = footprint(x, y)
    extent = max(np.ptp(x), np.ptp(y)) + width
    side = max(extent / BLOCKS, width, np.finfo(float).tiny)
    # Half a footprint beyond the first centre, so that blocks end between pixels.
    column = np.floor((x - x.min() + width / 2) / side + 1e-9).astype(np.int64)
    row = np.floor((y - y.min() + width / 2) / side + 1e-9).astype(np.int64)
    return column, row


def near(x: np.ndarray, y: np.ndarray, held_out: np.ndarray) -> np.ndarray:
    """Return which pixels neighbour a held-out pixel, bool (pixel,): their centres lie less than 1.5 footprints apart.

    Parameters
    ----------
    x, y : ndarray (pixel,)
        Centres of the reference pixels in metres.
    held_out : ndarray, bool (pixel,)
        The held-out pixels.
    """
    centres = np.column_stack([x, y])
    distance, _ = cKDTree(centres[held_out]).query(centres)
    return ~held_out & (distance < _NEIGHBOUR * footprint(x, y))


def step_folds(calendar: Calendar, known: np.ndarray) -> np.ndarray:
    """Return the fold in time of each step, int (time,): whole years where several are known, else blocks of whole months.

    Months half a year apart share a fold, so that what remains spans all seasons. A step belongs to the month and year of its middle.

    Parameters
    ----------
    calendar : Calendar
        The steps.
    known : ndarray, bool (time,)
        Where there is any reference.
    """
    if spans_years(calendar, known):
        return _numbered(middles_in(calendar, "Y")) % MOST_YEAR_FOLDS
    return middles_in(calendar, "M") % MONTH_FOLDS


def spans_years(calendar: Calendar, known: np.ndarray) -> bool:
    """Return whether more than one calendar year is known."""
    return len(np.unique(middles_in(calendar, "Y")[known])) > 1


def middles_in(calendar: Calendar, unit: str) -> np.ndarray:
    """Return the years ("Y") or months ("M") since 1970-01-01 of the middles of the steps, int (time,)."""
    days = np.floor(calendar.middles).astype(np.int64).astype("datetime64[D]")
    return days.astype(f"datetime64[{unit}]").astype(np.int64)


def _numbered(labels: np.ndarray) -> np.ndarray:
    """Return labels as 0, 1, 2 ... in their order."""
    return np.unique(labels, return_inverse=True)[1]
