"""The spread of a scenario's change: how far it rests on parameters, on the form of the model, on greenness and on drivers left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np

from ..model import covariance, inputs, rivals
from ..model.calibration import Calibration
from ..model.form import Form
from ..model.forms import FORMS, Drivers
from ..model.predict import StratumParameters, lookup
from ..model.sample import ReferenceSample
from ..progress import Progress
from ..run.finished_run import FinishedRun
from .deltas import Deltas
from .response import Response
from .scenario import HELD, SHIFTED

_PER_TILE, _ENOUGH = 64, 256  # pixels of a stratum
_SEED = 1

SPREADS = ("parameters", "forms", "greenness", "unused")
"""What the standard deviation of a change is made of; see `Spread.of`."""


@dataclass(frozen=True)
class Pixels:
    """Some pixels of a run.

    Attributes
    ----------
    strata : ndarray of int (pixel,)
        Stratum codes.
    latitude : ndarray (pixel,)
        Degrees north.
    drivers : mapping of str to ndarray (time, pixel)
        Drivers of the run, in their units.
    """

    strata: np.ndarray
    latitude: np.ndarray
    drivers: Drivers

    @classmethod
    def of_run(cls, run: FinishedRun, progress: Progress) -> Pixels:
        """Return some pixels of each stratum of a run, from as few tiles as hold enough, with every driver that any form reads."""
        wanted = [name for form in (run.form, *(FORMS[other] for other in rivals.OTHER_FORMS)) for name in form.reads]
        names = inputs.sources((*run.driver_names, *wanted), (*run.series_names, *run.meteorology.series))
        lacking = dict.fromkeys(run.codes.tolist(), _ENOUGH)
        parts, tiles = [], run.tiles()
        for i in np.random.default_rng(_SEED).permutation(len(tiles)).tolist():
            tile, grid = tiles[i]
            strata = run.strata_of(tile).ravel()
            own = {code: np.flatnonzero(strata == code) for code, number in lacking.items() if number > 0}
            some = [at[np.linspace(0, len(at) - 1, min(len(at), _PER_TILE)).astype(int)] for at in own.values()]
            for code, at in zip(own, some):
                lacking[code] -= len(at)
            at = np.concatenate([*some, np.zeros(0, int)])
            if at.size:
                progress.check()
                cubes = {name: run.series_of(name, tile) for name in names}
                series = {name: cube.reshape(len(cube), -1)[:, at] for name, cube in cubes.items()}
                parts.append(cls(strata[at], grid.lonlat()[1].ravel()[at], series))
        together = {name: np.concatenate([part.drivers[name] for part in parts], axis=1) for name in names}
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("strata", "latitude")), together)


class Spread:
    """How sure changes of a run's climate are: what all of them need is worked out once, so that each is told soon.

    Parameters
    ----------
    run : FinishedRun
        The run.
    progress : Progress, optional
        Asked whether to stop.
    """

    def __init__(self, run: FinishedRun, progress: Optional[Progress] = None):
        progress = progress or Progress()
        self._run, self._pixels = run, Pixels.of_run(run, progress)
        self._joint, self._rivals = run.parameter_spread, run.other_forms
        if self._joint is None or self._rivals is None:  # the run is of a version that did not keep them
            sample = run.sample()
            self._joint = _joint_of(run, sample, int(np.unique(self._pixels.strata)[0]))
            self._rivals = rivals.of_model(run.form, run.parameters, sample, run.legend, self._pixels.drivers, progress)

    def of(self, deltas: Deltas, evi: str = SHIFTED) -> dict[int, dict[str, float]]:
        """Return standard deviations of the change of total GPP, as shares of today's, by stratum code and source.

        parameters: what the bootstrap says of the calibration. forms: root mean square distance of the changes that other forms see which
        fit the reference nearly as well. greenness: where the season shifts, its part that moving leaves have, which is taken to be
        anywhere between none and twice that (a uniform distribution), for leaves and uptake do not move alike in evergreens. unused: what
        a driver would change whose term a stratum does without, at the spread that its floor has between sites: that the reference did
        not show an effect is not to say that there is none.

        Parameters
        ----------
        deltas : Deltas
            The changes.
        evi : str
            Greenness "held" as it is, or "shifted" with the season.

        References
        ----------
        Hawkins and Sutton 2009, Bulletin of the American Meteorological Society 90:1095, on parting a projection's uncertainty by source.
        """
        own = self._changes(self._run.form, deltas, evi)
        today, change = own.today(self._run.parameters), own.of(self._run.parameters)
        nothing = np.zeros_like(change)
        parts = {
            "parameters": _of_parameters(self._run, self._joint, own),
            "forms": nothing,
            "greenness": nothing,
            "unused": _of_unused(self._run, own),
        }
        others = [self._changes(form, deltas, evi).of(found) - change for form, found in self._rivals]
        if others:
            parts["forms"] = np.sqrt(np.mean(np.square(others), axis=0))
        if deltas.thaw or deltas.freeze:
            otherwise = self._changes(self._run.form, deltas, HELD if evi == SHIFTED else SHIFTED)
            parts["greenness"] = np.abs(otherwise.of(self._run.parameters) - change) / np.sqrt(3)
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = {name: np.where(today > 0, sd / today, 0.0) for name, sd in parts.items()}
        return {int(code): {name: float(share[i]) for name, share in shares.items()} for i, code in enumerate(own.codes)}

    def _changes(self, form: Form, deltas: Deltas, evi: str) -> _Changes:
        """Return the changes that a form sees."""
        return _Changes(self._run, form, deltas, evi, self._pixels)


def together(spread: Mapping[str, float]) -> float:
    """Return the standard deviation that the sources of a stratum have together: they do not depend on one another."""
    return float(np.linalg.norm(list(spread.values())))


class _Changes:
    """The change of total GPP that a form sees, mean of each stratum.

    Parameters
    ----------
    run : FinishedRun
        The run.
    form : Form
        What answers.
    deltas : Deltas
        The changes of the drivers.
    evi : str
        Greenness "held" or "shifted".
    pixels : Pixels
        That stand for the strata.
    """

    def __init__(self, run: FinishedRun, form: Form, deltas: Deltas, evi: str, pixels: Pixels):
        self._run, self._form, self._deltas, self._evi, self._pixels = run, form, deltas, evi, pixels
        self.codes, self._at = np.unique(pixels.strata, return_inverse=True)

    def of(self, parameters: StratumParameters, **own: np.ndarray) -> np.ndarray:
        """Return the change, g C m-2, (stratum,); a parameter given as an array (pixel,) takes the place of the strata's."""
        response = self._response(parameters, **own)
        state = response.under(self._deltas, self._evi)
        return self._mean(state.gpp - response.today.gpp)

    def today(self, parameters: StratumParameters, **own: np.ndarray) -> np.ndarray:
        """Return total GPP of today, g C m-2, (stratum,), alike."""
        return self._mean(self._response(parameters, **own).today.gpp)

    @property
    def drivers(self) -> Drivers:
        """The drivers of the pixels."""
        return self._pixels.drivers

    def range_of(self, driver: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the lowest and the highest value of a driver in each pixel, (pixel,)."""
        return np.fmin.reduce(self.drivers[driver]), np.fmax.reduce(self.drivers[driver])

    def _response(self, parameters: StratumParameters, **own: np.ndarray) -> Response:
        """Return the model on the pixels."""
        values = {**lookup(self._form, parameters, self._pixels.strata, np.dtype(np.float64)), **own}
        return Response(self._form, values, self._pixels.drivers, self._run.calendar, self._pixels.latitude)

    def _mean(self, gpp: np.ndarray) -> np.ndarray:
        """Return the total of a series (time, pixel) as mean over each stratum's known pixels, (stratum,)."""
        total = self._run.calendar.days @ gpp
        known = np.isfinite(total)
        number = np.bincount(self._at[known], minlength=len(self.codes))
        return np.bincount(self._at[known], total[known], len(self.codes)) / np.maximum(number, 1)


def _joint_of(run: FinishedRun, sample: ReferenceSample, code: int) -> covariance.ParameterCovariance:
    """Return the covariance of a run's parameters; `code` is that of any of its strata."""
    form = run.form
    for name in form.profile:
        form = form.with_value(name, run.parameters[code][name])  # the same in all strata
    return covariance.of_calibration(sample, Calibration(form, run.legend, run.parameters, {}, {}, np.nan, ()))


def _of_parameters(run: FinishedRun, whole: covariance.ParameterCovariance, changes: _Changes) -> np.ndarray:
    """Return the standard deviation of the change by that of the parameters, g C m-2, (stratum,), to first order."""
    codes = changes.codes.tolist()
    moves = [(changes.of(high) - changes.of(low)) / 2 for low, high in whole.moved(run.form, run.parameters, codes)]
    return whole.carried(codes, np.stack(moves, axis=1))


def _of_unused(run: FinishedRun, changes: _Changes) -> np.ndarray:
    """Return how the change differs where terms that strata do without take something away, g C m-2, (stratum,).

    Soil moisture, which has no known thresholds here, is then counted between the driest and the wettest of each pixel.
    """
    today, change, found = changes.today(run.parameters), changes.of(run.parameters), np.zeros(len(changes.codes))
    for term in run.form.terms:
        if not (term.is_optional and set(term.needs) <= set(changes.drivers)):
            continue
        off = np.array([term.is_off(run.parameters[code]) for code in changes.codes.tolist()])
        (floor,) = (p for p in term.parameters if p.name == term.floor)
        moved = {code: {**run.parameters[code], floor.name: floor.upper - floor.between_sites} for code in changes.codes.tolist()}
        own = dict(zip(("SM0", "SM1"), changes.range_of(term.id))) if term.id == "soil_moisture" else {}
        with np.errstate(invalid="ignore", divide="ignore"):
            then = changes.of(moved, **own) * today / changes.today(moved, **own)  # m would make up for what the term takes away
        found = np.hypot(found, np.where(off, np.nan_to_num(then - change), 0.0))
    return found
