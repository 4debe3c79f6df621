"""The reference sample made ready to be fitted: residuals and normal equations of mixed pixels, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Optional

import numpy as np

from .form import Drivers, Form, Parameter, Term
from .inputs import prepare
from .sample import ReferenceSample

StrataParameters = Mapping[str, np.ndarray]  # each parameter by stratum (stratum,)

_PIECE = 8192  # pixel-steps worked on at a time: their arrays stay in the processor's cache
_DIFFERENCE = 1e-5  # of a parameter's range, for central differences


@dataclass(frozen=True)
class _Piece:
    """Some reference pixels and their rows."""

    pixels: slice
    steps: np.ndarray  # (time,) steps at which any of them counts
    pixel: np.ndarray  # (row,) within the piece
    stratum: np.ndarray  # (row,) position in Mixture.strata
    present: np.ndarray  # (present,) positions in Mixture.strata that occur
    local: np.ndarray  # (row,) position in present
    base: np.ndarray  # (row, time) fraction x root of weight x factors without fitted parameters, 0 where not counted
    drivers: Drivers  # (row, time)
    target: np.ndarray  # (pixel, time) root of weight x reference, 0 where not counted

    @property
    def is_pure(self) -> bool:
        """Whether no pixel is mixed, so that the normal equations fall apart into those of the strata."""
        return len(self.pixel) == 1 or bool((np.diff(self.pixel) > 0).all())


class Mixture:
    """Reference pixels as sums over their strata, ready for least squares.

    A pixel-step counts where its reference is known and no driver is missing that the form always needs. Drivers of terms that a
    stratum may do without count as no limitation where they are missing.

    Parameters
    ----------
    sample : ReferenceSample
        The reference and the drivers.
    form : Form
        The model.
    weights : ndarray, optional
        Weight of each squared residual, broadcasts to (pixel, time); 0 leaves out.

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
        base = sample.fraction[:, None] * reduce(np.multiply, always)
        needed = [drivers[name] for t in self._terms if not t.floor for name in t.needs]
        known = reduce(np.logical_and, map(np.isfinite, [base, *needed]))
        weight = np.broadcast_to(1.0 if weights is None else np.asarray(weights, np.float64), sample.gpp.shape)
        self.counted = np.isfinite(sample.gpp) & _complete(sample, known) & (weight > 0)
        rows = np.flatnonzero(self.counted.any(axis=1)[sample.pixel])
        rows = rows[np.argsort(sample.pixel[rows], kind="stable")]
        pixel = sample.pixel[rows]
        self.strata, stratum = np.unique(sample.stratum[rows], return_inverse=True)
        self._rows = pixel, stratum, sample.fraction[rows] ** 2
        self.effective_pixels = self.effective_pixels_of(np.ones(len(sample.gpp)))
        if len(np.unique(pixel * len(self.strata) + stratum)) < len(rows):
            raise ValueError("A stratum has more than one row in a reference pixel.")
        root = np.sqrt(np.where(self.counted, weight, 0.0))
        base = np.where(self.counted[pixel], base[rows], 0.0) * root[pixel]
        target = np.where(self.counted, sample.gpp, 0.0) * root
        gapless = {n: _without_gaps(drivers[n][rows], known[rows]) for t in self._terms for n in t.needs if n in drivers}
        self._pieces = list(_pieces(pixel, stratum, base, target, self.counted, gapless))

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
        shape = len(self.strata), len(free)
        size = shape[0] * shape[1]
        cost, gradient, hessian = 0.0, np.zeros(size), np.zeros((size, size))
        for piece in self._pieces:
            derivative = self._derivatives(piece, parameters, free)
            if piece.is_pure:
                residual = derivative[:, 0] * parameters["m"][piece.stratum, None] - piece.target[piece.pixel]
                idle = np.delete(piece.target, piece.pixel, axis=0)
                cost += float((residual**2).sum() + (idle**2).sum()) / 2
                np.add.at(gradient.reshape(shape), piece.stratum, np.einsum("rkt,rt->rk", derivative, residual))
                own = np.matmul(derivative, derivative.transpose(0, 2, 1))
                np.add.at(hessian.reshape(*shape, *shape), (piece.stratum, slice(None), piece.stratum), own)
                continue
            jacobian = np.zeros((len(piece.present), len(free), *piece.target.shape))
            jacobian[piece.local, :, piece.pixel] = derivative
            jacobian = jacobian.reshape(len(piece.present) * len(free), -1)
            residual = (_total(piece, derivative[:, 0] * parameters["m"][piece.stratum, None]) - piece.target).ravel()
            where = (piece.present[:, None] * len(free) + np.arange(len(free))).ravel()
            cost += float(residual @ residual) / 2
            gradient[where] += jacobian @ residual
            hessian[np.ix_(where, where)] += jacobian @ jacobian.T
        return cost, gradient.reshape(shape), hessian.reshape(*shape, *shape)

    def residuals(self, parameters: StrataParameters) -> np.ndarray:
        """Return predicted minus reference, weighted by the root of the weight, g C m-2 d-1 (pixel, time); 0 where not counted."""
        out = np.zeros(self.counted.shape)
        for piece in self._pieces:
            values = self._values(piece, parameters)
            factors = [t.function(piece.drivers, values) for t in self._terms if not t.is_off(values)]
            out[piece.pixels, piece.steps] = _total(piece, reduce(np.multiply, factors, piece.base * values["m"])) - piece.target
        return out

    def _values(self, piece: _Piece, parameters: StrataParameters) -> dict[str, np.ndarray]:
        """Return every parameter for the rows of a piece."""
        return {**self._constants, **{name: value[piece.stratum, None] for name, value in parameters.items()}}

    def _derivatives(self, piece: _Piece, parameters: StrataParameters, free: tuple[str, ...]) -> np.ndarray:
        """Return the derivatives of each row's weighted share of its pixel's GPP by the free parameters, (row, free, time)."""
        values = self._values(piece, parameters)
        terms = [t for t in self._terms if not t.is_off(values) or t.floor in free]
        factors = [t.function(piece.drivers, values) for t in terms]
        out = np.empty((len(piece.stratum), len(free), piece.base.shape[1]))
        out[:, 0] = reduce(np.multiply, factors, piece.base)
        for i, term in enumerate(terms):
            rest = reduce(np.multiply, factors[:i] + factors[i + 1 :], piece.base * values["m"])
            for parameter in term.parameters:
                if parameter.name in free:
                    out[:, free.index(parameter.name)] = rest * _derivative(term, parameter, piece.drivers, values)
        return out


def _derivative(term: Term, parameter: Parameter, drivers: Drivers, values: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the derivative of a term by one of its parameters, by central difference, (row, time)."""
    h = _DIFFERENCE * (parameter.upper - parameter.lower)
    above, below = (term.function(drivers, {**values, parameter.name: values[parameter.name] + d}) for d in (h, -h))
    return (above - below) / (2 * h)


def _without_gaps(driver: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return a driver without NaN: 0 where the row is not counted anyway, else 1, which is no limitation by thaw or soil moisture."""
    return np.where(np.isfinite(driver), driver, np.where(known, 1.0, 0.0))


def _total(piece: _Piece, rows: np.ndarray) -> np.ndarray:
    """Return rows (row, time), which follow the order of the pixels, summed into their pixels, (pixel, time)."""
    first = np.flatnonzero(np.diff(piece.pixel, prepend=-1))
    total = np.zeros(piece.target.shape)
    total[piece.pixel[first]] = np.add.reduceat(rows, first, axis=0)
    return total


def _complete(sample: ReferenceSample, known: np.ndarray) -> np.ndarray:
    """Return where a pixel has rows, and all of them are known, bool (pixel, time)."""
    complete = np.zeros(sample.gpp.shape, bool)
    complete[sample.pixel] = True
    row, step = np.nonzero(~known)
    complete[sample.pixel[row], step] = False
    return complete


def _pieces(
    pixel: np.ndarray, stratum: np.ndarray, base: np.ndarray, target: np.ndarray, counted: np.ndarray, drivers: Drivers
) -> Iterator[_Piece]:
    """Yield rows, which follow the order of the pixels, in pieces that hold some thousand pixel-steps each, without idle steps."""
    size = max(1, _PIECE // target.shape[1])
    for first in range(0, len(target), size):
        pixels = slice(first, min(first + size, len(target)))
        rows = slice(*np.searchsorted(pixel, (pixels.start, pixels.stop)))
        steps = np.flatnonzero(counted[pixels].any(axis=0))
        if rows.start < rows.stop and steps.size:
            present, local = np.unique(stratum[rows], return_inverse=True)
            parts = {name: values[rows][:, steps] for name, values in drivers.items()}
            values = base[rows][:, steps], parts, target[pixels][:, steps]
            yield _Piece(pixels, steps, pixel[rows] - first, stratum[rows], present, local, *values)
