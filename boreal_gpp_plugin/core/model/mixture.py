"""The reference sample made ready to be fitted: residuals, normal equations and scores of mixed pixels, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Optional

import numpy as np
from scipy import sparse

from .form import Drivers, Form, Parameter, Term
from .inputs import prepare
from .sample import ReferenceSample

StrataParameters = Mapping[str, np.ndarray]  # each parameter by stratum (stratum,)

_PIECE = 16384  # row-steps worked on at a time: their arrays stay in the processor's cache
_DIFFERENCE = 1e-5  # of a parameter's range, for central differences


@dataclass(frozen=True)
class _Piece:
    """Reference pixels with equally many rows, so that their arrays are dense: (pixel, row, time)."""

    pixels: np.ndarray  # (pixel,) in the sample
    steps: np.ndarray  # (time,) steps at which any of them counts
    stratum: np.ndarray  # (pixel, row) position in Mixture.strata
    base: np.ndarray  # (pixel, row, time) fraction x root of weight x factors without fitted parameters, 0 where not counted
    drivers: Drivers  # (pixel, row, time)
    target: np.ndarray  # (pixel, time) root of weight x reference, 0 where not counted
    sum_rows: sparse.csr_matrix  # (stratum, pixel x row) sums rows by stratum
    sum_pairs: sparse.csr_matrix  # (stratum x stratum, pixel x row x row) sums pairs of rows of a pixel by their strata


class Mixture:
    """Reference pixels as sums over their strata, ready for least squares.

    A pixel-step counts where its reference is known and no driver is missing that the form always needs. Thaw and soil moisture,
    and drivers of terms that a stratum may do without, count as no limitation where they are missing.

    Parameters
    ----------
    sample : ReferenceSample
        The reference and the drivers.
    form : Form
        The model.
    weights : ndarray, optional
        Weight of each squared residual beside that of the sample, broadcasts to (pixel, time); 0 leaves out.

    Attributes
    ----------
    strata : ndarray, int (stratum,)
        Codes of the strata in pixels that count.
    effective_pixels : ndarray (stratum,)
        Sum of squared fractions over those pixels: how many pure pixels would tell as much of the stratum.
    counted : ndarray, bool (pixel, time)
        Pixel-steps that count.
    """

    def __init__(self, sample: ReferenceSample, form: Form, weights: Optional[np.ndarray] = None):
        self._constants = {p.name: p.start for p in form.parameters}
        self._terms = [t for t in form.terms if any(p.role != "fixed" for p in t.parameters)]
        drivers = prepare(sample.drivers, sample.calendar, sample.latitude[sample.pixel], needs=form.reads)
        always = [t.function(drivers, self._constants) for t in form.terms if t not in self._terms]
        base = reduce(np.multiply, always, np.broadcast_to(sample.fraction[:, None], (len(sample.pixel), sample.gpp.shape[1])))
        needed = [drivers[name] for t in self._terms for name in t.needs if name in form.indispensable]
        known = reduce(np.logical_and, map(np.isfinite, [base, *needed]))
        weight = np.broadcast_to(1.0 if weights is None else np.asarray(weights, np.float64), sample.gpp.shape)
        weight = weight if sample.weight is None else weight * sample.weight[:, None]
        self.counted = np.isfinite(sample.gpp) & _complete(sample, known) & (weight > 0)
        rows = np.flatnonzero(self.counted.any(axis=1)[sample.pixel])
        rows = rows[np.argsort(sample.pixel[rows], kind="stable")]
        pixel = sample.pixel[rows]
        self.strata, stratum = np.unique(sample.stratum[rows], return_inverse=True)
        self._rows = pixel, stratum, sample.fraction[rows] ** 2
        self.effective_pixels = self.effective_pixels_of(np.ones(len(sample.gpp)))
        root = np.sqrt(np.where(self.counted, weight, 0.0))
        base = np.where(self.counted[pixel], base[rows], 0.0) * root[pixel]
        target = np.where(self.counted, sample.gpp, 0.0) * root
        gapless = {n: _without_gaps(drivers[n][rows], known[rows]) for t in self._terms for n in t.needs if n in drivers}
        self._pieces = list(_pieces(pixel, stratum, len(self.strata), base, target, self.counted, gapless))

    def effective_pixels_of(self, worth: np.ndarray) -> np.ndarray:
        """Return the effective pixels (stratum,) where each pixel counts as `worth` (pixel,) of them."""
        pixel, stratum, squared = self._rows
        return np.bincount(stratum, squared * worth[pixel], len(self.strata))

    def normal(self, parameters: StrataParameters, free: tuple[str, ...]) -> tuple[float, np.ndarray, np.ndarray]:
        """Return half the weighted sum of squares, its gradient (stratum, free) and J'J (stratum, free, stratum, free).

        Parameters
        ----------
        parameters : mapping of str to ndarray (stratum,)
            Every parameter that is not fixed.
        free : tuple of str
            Names by which to differentiate, m first.
        """
        count, width = len(self.strata), len(free)
        cost, gradient, hessian = 0.0, np.zeros((count, width)), np.zeros((count * count, width * width))
        for piece in self._pieces:
            derivative, residual = self._linear(piece, parameters, free)
            cost += float(np.vdot(residual, residual)) / 2
            pixels, rows = piece.stratum.shape
            flat = derivative.reshape(pixels, rows * width, -1)
            slopes = np.matmul(flat, residual[:, :, None]).reshape(pixels * rows, width)
            gradient += piece.sum_rows @ slopes
            squares = np.matmul(flat, flat.transpose(0, 2, 1)).reshape(pixels, rows, width, rows, width).transpose(0, 1, 3, 2, 4)
            hessian += piece.sum_pairs @ squares.reshape(-1, width * width)
        return cost, gradient, hessian.reshape(count, count, width, width).transpose(0, 2, 1, 3)

    def scores(self, parameters: StrataParameters, free: tuple[str, ...], places: np.ndarray, times: np.ndarray) -> np.ndarray:
        """Return what each place and time adds to the gradient, (place, time, stratum, free).

        Parameters
        ----------
        parameters : mapping of str to ndarray (stratum,)
            Every parameter that is not fixed.
        free : tuple of str
            Names by which to differentiate, m first.
        places, times : ndarray, int (pixel,) and (step,)
            Number of the place of each pixel, and of the time of each step.
        """
        count, width = len(self.strata), len(free)
        n_places, n_times = int(places.max()) + 1, int(times.max()) + 1
        found = np.zeros((n_places * count, width * n_times))
        for piece in self._pieces:
            derivative, residual = self._linear(piece, parameters, free)
            belongs = (times[piece.steps][:, None] == np.arange(n_times)).astype(np.float64)
            parts = (derivative * residual[:, None, None]) @ belongs
            keys = places[piece.pixels][:, None] * count + piece.stratum
            found += _gather(keys, n_places * count) @ parts.reshape(keys.size, -1)
        return found.reshape(n_places, count, width, n_times).transpose(0, 3, 1, 2)

    def residuals(self, parameters: StrataParameters) -> np.ndarray:
        """Return predicted minus reference, weighted by the root of the weight, g C m-2 d-1 (pixel, time); 0 where not counted."""
        out = np.zeros(self.counted.shape)
        for piece in self._pieces:
            values = self._values(piece, parameters)
            factors = [t.function(piece.drivers, values) for t in self._terms if not t.is_off(values)]
            predicted = reduce(np.multiply, factors, piece.base * values["m"]).sum(axis=1)
            out[piece.pixels[:, None], piece.steps] = predicted - piece.target
        return out

    def _linear(self, piece: _Piece, parameters: StrataParameters, free: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
        """Return derivatives of each row's weighted share of its pixel's GPP, (pixel, row, free, time), and residuals (pixel, time).

        A term that is off, and whose driver is not known, has no slope.
        """
        values = self._values(piece, parameters)
        known = piece.drivers.keys()
        terms = [t for t in self._terms if not t.is_off(values) or (t.floor in free and known >= set(t.needs))]
        factors = [t.function(piece.drivers, values) for t in terms]
        out = np.zeros((*piece.stratum.shape, len(free), len(piece.steps)))
        out[:, :, 0] = reduce(np.multiply, factors, piece.base)
        for i, term in enumerate(terms):
            wanted = [parameter for parameter in term.parameters if parameter.name in free]
            if wanted:
                rest = reduce(np.multiply, factors[:i] + factors[i + 1 :], piece.base * values["m"])
            for parameter in wanted:
                np.multiply(rest, _derivative(term, parameter, piece.drivers, values), out=out[:, :, free.index(parameter.name)])
        return out, (out[:, :, 0] * values["m"]).sum(axis=1) - piece.target

    def _values(self, piece: _Piece, parameters: StrataParameters) -> dict[str, np.ndarray]:
        """Return every parameter for the rows of a piece."""
        return {**self._constants, **{name: value[piece.stratum][:, :, None] for name, value in parameters.items()}}


def _derivative(term: Term, parameter: Parameter, drivers: Drivers, values: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the derivative of a term by one of its parameters, by central difference where the term does not give it."""
    if parameter.name in term.slopes:
        return term.slopes[parameter.name](drivers, values)
    h = _DIFFERENCE * (parameter.upper - parameter.lower)
    above, below = (term.function(drivers, {**values, parameter.name: values[parameter.name] + d}) for d in (h, -h))
    return (above - below) / (2 * h)


def _without_gaps(driver: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return a driver without NaN: 0 where the row is not counted anyway, else 1, which is no limitation by thaw or soil moisture."""
    return np.where(np.isfinite(driver), driver, np.where(known, 1.0, 0.0))


def _gather(keys: np.ndarray, count: int) -> sparse.csr_matrix:
    """Return the matrix (count, key) that sums rows by their key."""
    keys = keys.ravel()
    return sparse.csr_matrix((np.ones(keys.size), (keys, np.arange(keys.size))), shape=(count, keys.size))


def _complete(sample: ReferenceSample, known: np.ndarray) -> np.ndarray:
    """Return where a pixel has rows, and all of them are known, bool (pixel, time)."""
    complete = np.zeros(sample.gpp.shape, bool)
    complete[sample.pixel] = True
    row, step = np.nonzero(~known)
    complete[sample.pixel[row], step] = False
    return complete


def _pieces(
    pixel: np.ndarray, stratum: np.ndarray, strata: int, base: np.ndarray, target: np.ndarray, counted: np.ndarray, drivers: Drivers
) -> Iterator[_Piece]:
    """Yield rows, which follow the order of the pixels, in pieces of pixels with equally many rows, without idle steps."""
    pixels, first, count = np.unique(pixel, return_index=True, return_counts=True)
    for rows in np.unique(count).tolist():
        alike = np.flatnonzero(count == rows)
        parts = max(1, alike.size * rows * target.shape[1] // _PIECE)
        for part in np.array_split(alike, parts):
            at = first[part][:, None] + np.arange(rows)
            steps = np.flatnonzero(counted[pixels[part]].any(axis=0))
            pairs = stratum[at][:, :, None] * strata + stratum[at][:, None, :]
            yield _Piece(
                pixels[part],
                steps,
                stratum[at],
                base[at][..., steps],
                {name: values[at][..., steps] for name, values in drivers.items()},
                target[pixels[part]][:, steps],
                _gather(stratum[at], strata),
                _gather(pairs, strata * strata),
            )
