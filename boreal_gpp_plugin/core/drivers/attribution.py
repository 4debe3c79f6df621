"""Attribution of skill: what each driver adds to the agreement of the model with reference that it was not fitted to.

It is association, not cause: drivers that rise and fall together share what either could explain.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np

from ..errors import CalibrationError
from ..language import Message, msg
from ..model import folds
from ..model.calibrate import calibrate
from ..model.forms import Form, Term
from ..model.predict import predict_sample
from ..model.sample import ReferenceSample
from ..progress import Progress
from ..run import text_files
from ..run.finished_run import FinishedRun
from ..strata.classification import Stratum
from . import shapley

CAUTION = msg("Shares of skill are association, not cause: drivers that change together share what either of them could explain.")
_MOST_PIXELS = 200  # reference pixels that the model is refitted on for every set of drivers
_HALVES = 2  # of the steps, alternating months or years, each predicted from the other
_RESAMPLES = 1000
_INTERVAL = (5.0, 95.0)  # percentiles
_SEED = 1
_ALL = "all"

_UNIT = Term("unit", msg("No driver"), "1", ("toa",), lambda drivers, parameters: np.ones_like(drivers["toa"]))


def reduced(form: Form, kept: Sequence[str]) -> Form:
    """Return the form with only some of its terms, by id, and nothing left to choose; without any it is a constant per stratum."""
    return dataclasses.replace(form, terms=(_UNIT, *(term for term in form.terms if term.id in kept)), profile={})


FILE = "attribution.csv"
"""In the folder of a run whose skill was attributed."""


@dataclass(frozen=True)
class SkillShares:
    """What each driver adds to the skill on held-out reference.

    Attributes
    ----------
    drivers : tuple of str
        Ids of the form's terms.
    rows : list of dict
        One per stratum ("all" for every pixel) and driver: n_pixels (effective), skill (Nash-Sutcliffe efficiency of the whole form,
        held out), skill_of_constant, shapley (the driver's part of the skill above that of a constant), and without (by what share the
        squared error is higher without the driver, all else refitted); shapley_low, shapley_high, without_low and without_high are
        their 5-95 % intervals.
    notes : tuple of Message
        What a reader should know.
    """

    drivers: tuple[str, ...]
    rows: list[dict[str, Any]]
    notes: tuple[Message, ...]


def skill_shares(sample: ReferenceSample, form: Form, strata: Mapping[int, Stratum], progress: Optional[Progress] = None) -> SkillShares:
    """Return what each driver of a form adds to its skill, by leaving drivers out in every combination and refitting.

    Every set of terms is fitted to one half of the steps and predicts the other. Shapley values part the skill of the whole form above
    that of a constant exactly. Intervals are 5-95 % over blocks in space and time, drawn with replacement.

    Parameters
    ----------
    sample : ReferenceSample
        The reference and the drivers.
    form : Form
        The model.
    strata : mapping of int to Stratum
        Every stratum of the site and its parents.
    progress : Progress, optional
        Moved on with each fit, and asked whether to stop.

    Raises
    ------
    CalibrationError
        When the reference has too few steps to hold any out.

    References
    ----------
    Shapley values of explained variance: Lindeman, Merenda and Gold 1980, Introduction to Bivariate and Multivariate Analysis;
    Gromping 2006, Journal of Statistical Software 17(1).
    """
    progress = progress or Progress()
    some = np.unique(np.linspace(0, len(sample.gpp) - 1, _MOST_PIXELS).astype(int)) if len(sample.gpp) else np.zeros(0, int)
    sample = sample.at_pixels(some)
    known = np.isfinite(sample.gpp)
    times = folds.step_folds(sample.calendar, known.any(axis=0))
    half = times % _HALVES
    if len(np.unique(half[known.any(axis=0)])) < _HALVES:
        raise CalibrationError(
            msg("There is too little reference to say what each driver adds."),
            msg("Add reference for at least two months."),
        )
    ids = tuple(term.id for term in form.terms)
    predicted = _held_out(sample, form, strata, ids, half, progress)
    blocks = folds.block_folds(sample.x, sample.y)[:, None] * (times.max() + 1) + times
    sums = _BlockSums.of(sample, predicted, known & np.isfinite(predicted).all(axis=0), blocks)
    names = [_ALL, *(strata[code].id for code in np.unique(sample.stratum).tolist())]
    rows = [row for i, name in enumerate(names) for row in sums.rows(i, name, ids)]
    notes = [CAUTION]
    if len(some) == _MOST_PIXELS:
        notes.append(msg("Shares of skill rest on {n} reference pixels, spread over all of them.", n=_MOST_PIXELS))
    return SkillShares(ids, rows, tuple(notes))


def of_run(folder: str, progress: Optional[Progress] = None) -> tuple[str, SkillShares]:
    """Return the path of attribution.csv, written into the folder of a finished run, and what it holds.

    Raises
    ------
    InputError
        When the folder holds no finished run.
    CalibrationError
        When its reference has too few steps to hold any out.
    """
    run = FinishedRun.read(folder)
    shares = skill_shares(run.sample(), run.form, run.legend, progress)
    text_files.write_table(run.folder / FILE, shares.rows)
    return str(run.folder / FILE), shares


def _held_out(
    sample: ReferenceSample, form: Form, strata: Mapping[int, Stratum], ids: Sequence[str], half: np.ndarray, progress: Progress
) -> np.ndarray:
    """Return GPP that each set of terms predicts for steps it was not fitted to, g C m-2 d-1 (set, pixel, time); bit k: term k is in."""
    predicted = np.full((1 << len(ids), *sample.gpp.shape), np.nan)
    start = calibrate(sample, form, strata, progress)
    for index, out in progress.each([(i, out) for i in range(len(predicted)) for out in np.unique(half)]):
        part = reduced(start.form, [id_ for k, id_ in enumerate(ids) if index >> k & 1])
        calibration = calibrate(sample, part, strata, progress, half != out, start)
        steps = half == out
        predicted[index][:, steps] = predict_sample(part, calibration.parameters, sample)[:, steps]
    return predicted


@dataclass(frozen=True)
class _BlockSums:
    """Sums over blocks from which the skill of any choice of blocks follows; strata weighted by their squared share in a pixel."""

    n_pixels: np.ndarray  # effective, (stratum,)
    weight: np.ndarray  # (stratum, block)
    first: np.ndarray  # of the reference, (stratum, block)
    second: np.ndarray  # of its square, (stratum, block)
    error: np.ndarray  # squared error of each set of terms, (set, stratum, block)

    @classmethod
    def of(cls, sample: ReferenceSample, predicted: np.ndarray, known: np.ndarray, blocks: np.ndarray) -> _BlockSums:
        """Return the sums over the blocks (pixel, time) where reference and every prediction are known."""
        codes, stratum = np.unique(sample.stratum, return_inverse=True)
        weight = np.ones((len(codes) + 1, len(sample.gpp)))
        weight[1:] = 0.0
        np.add.at(weight, (stratum + 1, sample.pixel), sample.fraction**2)
        found = []
        for block in np.unique(blocks[known]):
            inside = known & (blocks == block)
            observed = np.where(inside, sample.gpp, 0.0)
            error = np.where(inside, predicted - sample.gpp, 0.0)
            by_pixel = [inside.sum(axis=1), observed.sum(axis=1), (observed**2).sum(axis=1), (error**2).sum(axis=2)]
            found.append([weight @ np.transpose(values).astype(np.float64) for values in by_pixel])
        sums = [np.stack(parts, axis=-1) for parts in zip(*found)]
        return cls(weight @ known.any(axis=1).astype(np.float64), *sums[:3], np.moveaxis(sums[3], 1, 0))

    def skill(self, stratum: int, draws: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return skill and squared error of each set of terms, (set, draw), for numbers of times that each block counts (draw, block)."""
        weight, first, second = (getattr(self, name)[stratum] @ draws.T for name in ("weight", "first", "second"))
        error = self.error[:, stratum] @ draws.T
        with np.errstate(invalid="ignore", divide="ignore"):
            return 1 - error / (second - first**2 / weight), error

    def rows(self, stratum: int, name: str, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return a stratum's row of each driver."""
        n = self.weight.shape[1]
        once = np.ones((1, n))
        draws = np.random.default_rng(_SEED).multinomial(n, np.full(n, 1 / n), _RESAMPLES).astype(np.float64)
        skill, error = self.skill(stratum, once)
        drawn_skill, drawn_error = self.skill(stratum, draws)
        parts, drawn_parts = shapley.of_game(skill)[:, 0], shapley.of_game(drawn_skill)
        rows = []
        for k, id_ in enumerate(ids):
            without = len(skill) - 1 - (1 << k)
            with np.errstate(invalid="ignore", divide="ignore"):
                increase = error[without, 0] / error[-1, 0] - 1
                drawn_increase = drawn_error[without] / drawn_error[-1] - 1
            rows.append(
                {
                    "stratum": name,
                    "driver": id_,
                    "n_pixels": round(float(self.n_pixels[stratum]), 2),
                    "skill": float(skill[-1, 0]),
                    "skill_of_constant": float(skill[0, 0]),
                    "shapley": float(parts[k]),
                    **_interval("shapley", drawn_parts[k], n),
                    "without": float(increase),
                    **_interval("without", drawn_increase, n),
                }
            )
        return rows


def _interval(name: str, drawn: np.ndarray, n: int) -> dict[str, float]:
    """Return the 5-95 % interval of resampled values; NaN where there is one block, which says nothing of others."""
    known = drawn[np.isfinite(drawn)]
    low, high = np.percentile(known, _INTERVAL) if n > 1 and known.size else (np.nan, np.nan)
    return {f"{name}_low": float(low), f"{name}_high": float(high)}
