"""The drivers: how much each of them limits GPP, which one limits most, and what part of the loss is its own.

A term's factor, divided by the best that its stratum reaches where the term has no top of its own, says what share of GPP the driver
leaves; one less it is the limitation index. Greenness and potential radiation have no top: divided by the best of the stratum they say
how far a pixel and step stay behind the stratum's greenest land and longest days. Temperature, thaw and soil moisture end at 1, where
the calibrated model says that more brings nothing, and are taken as they are: a stratum that never reaches its optimum is limited by
temperature all year, and should be shown so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from ..language import msg
from ..model.forms import Drivers, Form, Parameters, Term
from ..model.predict import StratumParameters, lookup
from ..model.terms import MEMORIES, Value
from ..variables import Class

Arrays = Mapping[str, np.ndarray]

SLIGHT = 0.10
"""Limitation index below which a driver does not count as limiting."""
TIE = 0.05
"""Difference of limitation indices, or of shares of the season's loss, up to which two drivers limit alike."""
CONFIDENCE = 1.2816
"""Standard deviations by which one driver must lead another: the order is then wrong in one case of ten (normal errors)."""
LEAST = 0.01
"""Factor below which a driver counts as this: logarithms have no zero."""
BEST = 0.95
"""Quantile over a stratum's pixels of their highest factor that counts as the stratum's best: not the maximum, which is noise."""

OPEN = ("evi", "radiation")
"""Ids of the terms without a top of their own."""
TEMPERATURE, MEMORY, SEVERAL, NONE = "lst", "lst_memory", "several", "none"
PASSING = (TEMPERATURE, "thaw_fraction")
"""Ids of the terms whose drivers err with the weather: their errors pass, those of the others last through the season."""
PASSES = 30
"""Days that a passing error is taken to last. Against the sample site's truth errors of temperature are all but independent from one
eight-day step to the next (correlation 0.1, soil moisture's 0.98); a month leaves room for clouds that hide the ground for weeks."""
_SD_OF = dict.fromkeys(MEMORIES, "lst")  # errors of gap-filled temperature last from step to step, so memory does not average them away


# Qualitative schemes "bright" and "muted" of P. Tol, safe for colour-blind readers; light where nothing limits.
CLASSES: dict[str, Class] = {
    c.id: c
    for c in (
        Class(1, "evi", msg("Greenness"), "#228833"),
        Class(2, "radiation", msg("Sunlight: short or low-sun days"), "#ccbb44"),
        Class(3, TEMPERATURE, msg("Temperature"), "#4477aa"),
        Class(4, MEMORY, msg("Memory of cold: warm enough, not yet recovered"), "#66ccee"),
        Class(5, "thaw_fraction", msg("Frozen ground"), "#aa3377"),
        Class(6, "soil_moisture", msg("Soil moisture"), "#ee6677"),
        Class(7, "dryness", msg("Dry air or leaves"), "#882255"),
        Class(8, SEVERAL, msg("Several alike, or too close to tell"), "#bbbbbb"),
        Class(9, NONE, msg("None to speak of"), "#f2f2ea"),
    )
}


class Best:
    """The best that the open terms reach in each stratum, gathered tile by tile.

    Parameters
    ----------
    form : Form
        The model.
    parameters : mapping
        Parameters by stratum code.
    """

    _EDGES = 10.0 ** (np.arange(-1200, 901) / 300)  # 0.8 % apart, 1 among them: as exact as the best is known, in little memory

    def __init__(self, form: Form, parameters: StratumParameters):
        self._form, self._parameters = form, parameters
        self._terms = [term for term in form.terms if term.id in OPEN]
        self._codes = np.array(sorted(parameters))
        self._counts = {term.id: np.zeros((len(self._codes), len(self._EDGES) + 1), np.int64) for term in self._terms}

    @property
    def needs(self) -> tuple[str, ...]:
        """The prepared drivers that it reads."""
        return tuple(dict.fromkeys(name for term in self._terms for name in term.needs))

    def add(self, strata: np.ndarray, drivers: Drivers) -> None:
        """Add the prepared drivers (time, y, x) of a tile with stratum codes (y, x)."""
        modelled = np.isin(strata, self._codes)
        row = np.searchsorted(self._codes, strata[modelled])
        values = lookup(self._form, self._parameters, np.where(modelled, strata, 0), np.dtype(np.float32))
        for term in self._terms:
            factor = np.fmax.reduce(term.function(drivers, values), axis=0)[modelled]
            known = np.isfinite(factor)
            at = np.searchsorted(self._EDGES, factor[known])
            counts = self._counts[term.id]
            counts += np.bincount(row[known] * counts.shape[1] + at, minlength=counts.size).reshape(counts.shape)

    def empty(self) -> Best:
        """Return one of the same model and strata that nothing was added to."""
        return Best(self._form, self._parameters)

    def merge(self, other: Best) -> None:
        """Add what was gathered of the same strata elsewhere."""
        for id_, counts in other._counts.items():
            self._counts[id_] += counts

    def table(self) -> dict[int, dict[str, float]]:
        """Return the best factor of each open term by stratum code and term id; 1 where nothing is known."""
        return {int(code): {id_: self._quantile(counts[i]) for id_, counts in self._counts.items()} for i, code in enumerate(self._codes)}

    def _quantile(self, counts: np.ndarray) -> float:
        """Return the factor below which `BEST` of the counted lie."""
        total = counts.sum()
        if not total:
            return 1.0
        return float(self._EDGES[min(np.searchsorted(np.cumsum(counts), BEST * total), len(self._EDGES) - 1)])


def lookup_best(best: Mapping[int, Mapping[str, float]], strata: np.ndarray) -> dict[str, np.ndarray]:
    """Return the best factor of each open term where its stratum is, float32 (y, x); 1 outside the strata."""
    codes, position = np.unique(strata, return_inverse=True)
    ids = next(iter(best.values()), {})
    tables = {id_: np.array([best.get(int(code), {}).get(id_, 1.0) for code in codes], np.float32) for id_ in ids}
    return {id_: table[position.reshape(strata.shape)] for id_, table in tables.items()}


@dataclass(frozen=True)
class Limitation:
    """What limits GPP.

    Attributes
    ----------
    index : mapping of str to ndarray (time, ...)
        Limitation index by id of the term that is on, memory apart from the temperature of the step: 0 none, 1 whole; NaN where unknown.
    losses : mapping of str to ndarray (time, ...)
        By the same ids, what the driver takes away as share of the stratum's best GPP. They sum to all that is lost: the loss of a step
        is parted by the logarithms of the factors, which add up where the factors multiply.
    classes : ndarray, uint8 (time, ...)
        Code of the class of each step, 0 where unknown.
    loss_sd : mapping of str to ndarray (time, ...)
        Standard deviation of the losses, memory within its term, as far as that of the drivers is known.
    """

    index: Arrays
    losses: Arrays
    classes: np.ndarray
    loss_sd: Arrays


def limitation(form: Form, drivers: Drivers, parameters: Parameters, best: Mapping[str, Value], sd: Optional[Drivers] = None) -> Limitation:
    """Return how much each driver limits GPP, and which one limits most.

    A step is given to the driver whose term limits most. It goes to none where that is slight, and to several where another driver's
    index is closer than a tie or than the drivers' uncertainty allows to tell. Within a temperature term with memory the memory of cold
    limits where the temperature of the step itself would leave clearly more.

    Parameters
    ----------
    form : Form
        The model.
    drivers : mapping of str to ndarray (time, ...)
        From `forms.prepare`.
    parameters : mapping of str to float or ndarray
        Values that broadcast against the drivers.
    best : mapping of str to float or ndarray
        Best factor of the stratum by id of an open term.
    sd : mapping of str to ndarray (time, ...), optional
        Standard deviations of the drivers that have them, in their units.

    References
    ----------
    The parts of a product by logarithms: Ang 2004, Energy Policy 32:1131 (logarithmic mean Divisia index).
    """
    terms = [term for term in form.terms if not term.is_off(parameters)]
    factors = {term.id: _factor(term, drivers, parameters, best) for term in terms}
    factor_sd = {term.id: _factor_sd(term, drivers, parameters, best, sd or {}) for term in terms}
    of_the_day = {term.id: _of_the_day(term, drivers, parameters, factors[term.id]) for term in terms if has_memory(term)}
    classes = _classes(factors, factor_sd)
    for id_, factor in of_the_day.items():
        classes[(classes == CLASSES[id_].code) & (factor - factors[id_] > TIE)] = CLASSES[MEMORY].code
    index = {id_: 1 - of_the_day.get(id_, factor) for id_, factor in factors.items()}
    for id_, factor in of_the_day.items():
        index[MEMORY] = 1 - _ratio(factors[id_], factor)
    losses, rate = _losses(factors, of_the_day)
    loss_sd = {id_: rate * own / np.maximum(factors[id_], LEAST) for id_, own in factor_sd.items() if own is not None}
    return Limitation(index, losses, classes, loss_sd)


def season_class(found: Limitation, growing: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Return the class of the growing season, uint8 (...): the driver with the largest part of what the season loses, 0 without season.

    As for a step, a driver must lead by more than a tie and than its uncertainty; errors last through the season, or pass within a month.
    A season that loses little has none, and the loss of temperature goes to memory where that has the larger part of it.

    Parameters
    ----------
    found : Limitation
        Of every step.
    growing : ndarray, bool (time, ...)
        The steps of the season, as `season.growing` gives.
    days : ndarray (time,)
        Length of each step.
    """
    known = growing & (found.classes > 0)
    length = np.where(known, days.reshape(-1, *(1,) * (growing.ndim - 1)), 0.0)
    lost = {id_: _over_time(length, loss) for id_, loss in found.losses.items()}
    months = np.flatnonzero(np.diff((np.cumsum(days) - days) // PASSES, prepend=-1))  # first step of each
    spread = {id_: _sd_over_time(length, own, months if id_ in PASSING else [0]) for id_, own in found.loss_sd.items()}
    total, season = sum(lost.values()), length.sum(axis=0)
    memory = lost.pop(MEMORY, None)
    if memory is not None:
        lost[TEMPERATURE] = lost[TEMPERATURE] + memory
    with np.errstate(invalid="ignore", divide="ignore"):
        left = {id_: 1 - own / total for id_, own in lost.items()}
        left_sd = {id_: spread[id_] / total if id_ in spread else None for id_ in lost}
        little = total < SLIGHT * season
    classes = _classes({id_: np.where(little, 1.0, own) for id_, own in left.items()}, left_sd, slight=0.0)
    classes[little] = CLASSES[NONE].code
    if memory is not None:
        classes[(classes == CLASSES[TEMPERATURE].code) & (memory > lost[TEMPERATURE] / 2)] = CLASSES[MEMORY].code
    classes[season == 0] = 0
    return classes


def _over_time(length: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the sum of values (time, ...) times their days, 0 where a step does not count."""
    return np.einsum("t...,t...->...", length, np.where(length > 0, values, 0.0))


def _sd_over_time(length: np.ndarray, sd: np.ndarray, starts: Sequence[int]) -> np.ndarray:
    """Return the standard deviation of a sum over time of values with `sd` (time, ...): errors last from one start to the next."""
    lasting = np.add.reduceat(np.where(length > 0, length * sd, 0.0), starts, axis=0)
    return np.sqrt(np.einsum("t...,t...->...", lasting, lasting))


def _factor(term: Term, drivers: Drivers, parameters: Parameters, best: Mapping[str, Value]) -> np.ndarray:
    """Return a term's factor as share of the best, 0-1."""
    factor = term.function(drivers, parameters)
    return np.minimum(factor / best[term.id], 1.0) if term.id in OPEN else factor


def _factor_sd(term: Term, drivers: Drivers, parameters: Parameters, best: Mapping[str, Value], sd: Drivers) -> Optional[np.ndarray]:
    """Return the standard deviation of a term's factor, half its change from one standard deviation below the driver to one above."""
    variance = None
    for name in term.needs:
        own = sd.get(_SD_OF.get(name, name))
        if own is not None:
            above, below = (_factor(term, {**drivers, name: drivers[name] + side * own}, parameters, best) for side in (1, -1))
            part = ((above - below) / 2) ** 2
            variance = part if variance is None else variance + part
    return None if variance is None else np.sqrt(variance)


def has_memory(term: Term) -> bool:
    """Return whether a temperature term remembers."""
    return term.id == TEMPERATURE and not MEMORIES.keys().isdisjoint(term.needs)


def _of_the_day(term: Term, drivers: Drivers, parameters: Parameters, factor: np.ndarray) -> np.ndarray:
    """Return the factor that a term with memory would have without, where that is higher; the ratio to it is what memory takes."""
    return np.maximum(factor, term.function({**drivers, **dict.fromkeys(MEMORIES, drivers["lst"])}, parameters))


def _ratio(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return a / b, 1 where both are 0."""
    return np.divide(a, b, out=np.where(np.isnan(a), np.nan, np.ones_like(a)), where=b > 0)


def _classes(factors: Arrays, sd: Mapping[str, Optional[np.ndarray]], slight: float = SLIGHT) -> np.ndarray:
    """Return the class of the lowest factor, uint8: none where it is close to 1, several where another is too close, 0 where unknown."""
    ids = list(factors)
    codes = np.array([CLASSES[id_].code for id_ in ids], np.uint8)
    fields = np.broadcast_arrays(*factors.values())
    lowest, first = fields[0], np.zeros(fields[0].shape, np.intp)
    for i, factor in enumerate(fields[1:], 1):
        first = np.where(factor < lowest, i, first)
        lowest = np.minimum(lowest, factor)  # NaN stays
    classes = np.array(codes[first])  # an array for a single place too
    variance = [0.0 if sd[id_] is None else sd[id_] ** 2 for id_ in ids]
    own = np.choose(first, [np.broadcast_to(v, first.shape) for v in variance]) if any(sd[id_] is not None for id_ in ids) else 0.0
    for i, factor in enumerate(fields):
        margin = np.maximum(TIE, CONFIDENCE * np.sqrt(variance[i] + own))
        classes[(first != i) & (factor - lowest <= margin)] = CLASSES[SEVERAL].code
    classes[lowest > 1 - slight] = CLASSES[NONE].code
    classes[np.isnan(lowest)] = 0
    return classes


def _losses(factors: Arrays, of_the_day: Arrays) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Return what each driver takes away, by id, memory apart, and the loss per unit of logarithm that all of them share."""
    logs = {id_: -np.log(np.maximum(factor, LEAST)) for id_, factor in factors.items()}
    product, total = 1.0, 0.0
    for id_, factor in factors.items():
        product, total = product * factor, total + logs[id_]
    for id_, factor in of_the_day.items():
        whole = logs[id_]
        logs[id_] = -np.log(np.maximum(factor, LEAST))
        logs[MEMORY] = whole - logs[id_]
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(total > 0, (1 - product) / total, 0.0 * total)
    return {id_: rate * log for id_, log in logs.items()}, rate
