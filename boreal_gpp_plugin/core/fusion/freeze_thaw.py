"""Freeze/thaw: half-daily states of coarse cells become the thawed share of each step at 30 m, and the days of thaw and of freeze.

The state of a coarse cell is that of its mean. Its logit is smoothed through time, and a fine pixel's logit is that of the cells around
it plus what it is warmer than they are:  logit P(place, day) = f(cells around, day) + warmth(place) / KELVIN_PER_LOGIT.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from ..calendar import Calendar
from ..grid import Grid, transform_points
from . import whittaker
from .aggregates import Aggregates
from .covariates import Covariates
from .footprint import Footprint, View
from .resample import Interpolator, fill_nearest
from .series import days_from, step_means
from .surface import Surface

STIFFNESS = 10.0  # of the logit's second difference at daily steps: how steeply places thaw one after another
LOOSENESS = 0.5  # the same for the share of a step, which follows the states themselves
ROUNDS = 12  # of reweighting; the logits then change by less than a hundredth
CERTAIN = 9.0  # logits beyond are all one
KELVIN_PER_LOGIT = 1.5  # spread of the landscape's temperature around the cell's mean when states flicker, as a logistic scale
BLUR = 0.32  # cells: the antenna sees beyond the cell it is posted on
LEVEL_SPACING = 1000.0  # metres between the points that carry coarse fields to the site's axes
SPRING_ENDS = 200  # day of year: until then covers differ in the day they thaw
UNEXPLAINED = 1.2  # K: spread of pixels that their covariates don't tell
LEAST_SD = 0.02  # of a thaw fraction
UNSEEN, FORGOTTEN = 16.0, 30.0  # days without a state: so many say little, and so many more that it may have changed

WARMTH: dict[str, float] = {"elevation": -0.0065, "insolation": 4.0}
"""K per unit: the standard atmosphere's lapse rate; a slope that gets a tenth more sun is 0.4 K warmer."""
SPRING_WARMTH: dict[str, float] = {
    "broadleaf": -0.3,
    "mixedwood": -0.2,
    "shrubs": -0.5,
    "wetland": -1.0,
    "wetland_treed": -0.7,
    "herbs": -0.6,
}
"""K against coniferous forest, which thaws first: Podest et al. 2014, IEEE Transactions on Geoscience and Remote Sensing 52:6818."""

ONSET_DAYS, ONSET_WINDOW = 12, 15
"""A season begins on the first day of the first window of 15 days of which at least 12 have its state, so that short spells do not."""
THAW_SEARCH, FREEZE_SEARCH = (1, 212), (213, 366)  # days of year
ONSET_LOGITS = np.arange(-6.0, 6.5)  # departures from the cell for which onsets are tabulated


@dataclass(frozen=True)
class ThawPattern:
    """Freeze/thaw of a site at every step.

    Attributes
    ----------
    level : Surface
        Logit of the thawed share of each step where pixels are as warm as the cells around them.
    steepness : Surface
        Change of that logit with a pixel's own: 1 where all days of a step are alike, near 0 where the state alternates.
    warmth : Surface
        Mean of the pixels' warmth that coarse cells see, K: of spring and of the rest of the year.
    thaw_onset, freeze_onset : Surface
        Day of year of the onset, 0 where there is none, and then whether there is one, (2 x year x departure, y, x), a departure of the
        logit after another within a year.
    coefficients : ndarray (2, column)
        Warmth per unit of the static covariates, K: of spring and of the rest of the year.
    centre : ndarray (column,)
        Means of the static covariates over land.
    spring : ndarray of bool (time,)
        Steps in spring.
    unknown : ndarray (time,)
        Variance of the share that comes from days far from any state.
    """

    level: Surface
    steepness: Surface
    warmth: Surface
    thaw_onset: Surface
    freeze_onset: Surface
    coefficients: np.ndarray
    centre: np.ndarray
    spring: np.ndarray
    unknown: np.ndarray

    def of_tile(self, grid: Grid, covariates: Covariates) -> tuple[np.ndarray, np.ndarray]:
        """Return the thawed share of each step on a tile and its standard deviation, each float32 (time, y, x), 0-1."""
        departure = self._departure(grid, covariates)
        steepness = self.steepness.on(grid)
        share = self.level.on(grid)
        for step, spring in enumerate(self.spring):
            share[step] += steepness[step] * departure[0 if spring else 1]
        expit(share, out=share)
        sd = steepness
        sd *= np.float32(UNEXPLAINED / KELVIN_PER_LOGIT)
        sd *= share * (1 - share)
        np.maximum(sd, np.float32(LEAST_SD), out=sd)
        far = self.unknown > 0
        sd[far] = np.sqrt(sd[far] ** 2 + self.unknown[far, None, None].astype(np.float32))
        return share, sd

    def onsets_of_tile(self, grid: Grid, covariates: Covariates) -> tuple[np.ndarray, np.ndarray]:
        """Return the days of year on which thaw and freeze set in, each float32 (year, y, x); NaN where they don't, or did unseen."""
        departure = self._departure(grid, covariates)
        return _onsets_at(self.thaw_onset.on(grid), departure[0]), _onsets_at(self.freeze_onset.on(grid), departure[1])

    def _departure(self, grid: Grid, covariates: Covariates) -> np.ndarray:
        """Return how far the logit of pixels is from that of the cells around, float32 (2, y, x): in spring and else; 0 on water."""
        own = (covariates.static - self.centre[:, None, None].astype(np.float32)).reshape(len(self.centre), -1)
        warmth = (self.coefficients.astype(np.float32) @ own).reshape(2, *grid.shape)
        return np.where(covariates.land, (warmth - self.warmth.on(grid)) / np.float32(KELVIN_PER_LOGIT), np.float32(0))


def fit(states: np.ndarray, cells: Grid, aggregates: Aggregates, grid: Grid, calendar: Calendar) -> ThawPattern:
    """Return freeze/thaw of each step as maps.

    Parameters
    ----------
    states : ndarray (day, 2, y, x)
        Morning and evening state of each day of the calendar: 1 thawed, 0 frozen, NaN not seen; at least one is known.
    cells : Grid
        Their cells, of any CRS.
    aggregates : Aggregates
        Covariates of the site.
    grid : Grid
        The site's grid, in metres.
    calendar : Calendar
        The steps.
    """
    chance, followed = (expit(_everywhere(smooth_logits(states, stiffness))) for stiffness in (STIFFNESS, LOOSENESS))
    share, stiff = (np.clip(step_means(p.mean(axis=1), calendar), expit(-CERTAIN), expit(CERTAIN)) for p in (followed, chance))
    change = step_means((chance * (1 - chance)).mean(axis=1), calendar)
    target = Grid.from_bounds(grid.bounds, grid.crs, LEVEL_SPACING)
    interpolate = Interpolator(cells, target)

    def surface(fields: np.ndarray) -> Surface:
        return Surface.through(np.stack([interpolate(field) for field in fields]), target, 1)

    coefficients = np.array([[table.get(name, 0.0) for name in aggregates.names] for table in ({**WARMTH, **SPRING_WARMTH}, WARMTH)])
    daily = logit(np.clip(chance.mean(axis=1), expit(-CERTAIN), expit(CERTAIN)))
    dates = calendar.every_day()
    return ThawPattern(
        level=surface(logit(share)),
        steepness=surface(change / (stiff * (1 - stiff))),
        warmth=surface(_seen_warmth(coefficients, cells, aggregates, grid)),
        thaw_onset=surface(_onsets(daily, dates, THAW_SEARCH, thawed=True)),
        freeze_onset=surface(_onsets(daily, dates, FREEZE_SEARCH, thawed=False)),
        coefficients=coefficients,
        centre=aggregates.centre,
        spring=_day_of_year(calendar.starts) < SPRING_ENDS,
        unknown=step_means(_forgotten(states), calendar),
    )


def _forgotten(states: np.ndarray) -> np.ndarray:
    """Return the variance of each day's share of thaw, (day,), where states (day, 2, y, x) are far: a share of 0 or 1 may be any."""
    away = days_from(np.isfinite(states).any(axis=(1, 2, 3)))
    return 0.25 * (1 - np.exp(-np.maximum(away - UNSEEN, 0) / FORGOTTEN))


def _everywhere(logits: np.ndarray) -> np.ndarray:
    """Return logits (day, 2, y, x) with cells never seen as the nearest, and a half of the day never seen as the other half."""
    filled = fill_nearest(logits)
    return np.where(np.isnan(filled), filled[:, ::-1], filled)


def smooth_logits(states: np.ndarray, stiffness: float = STIFFNESS) -> np.ndarray:
    """Return smooth logits of the chance of thaw, float32, of states (day, ...) 1 thawed, 0 frozen, NaN not seen.

    Penalised logistic regression: the likelihood of the states less `stiffness` times the squared second differences of the logit,
    maximised by iteratively reweighted least squares. Series without any state stay NaN.

    References
    ----------
    Eilers and Marx 1996, Flexible smoothing with B-splines and penalties, Statistical Science 11:89, doi:10.1214/ss/1038425655.
    """
    days = np.arange(len(states), dtype=np.float64)
    flat = np.asarray(states, np.float64).reshape(len(states), -1)
    nodes = whittaker.daily_nodes(0.0, days[-1], 1.0)
    seen, smooth = np.isfinite(flat), np.zeros(flat.shape)
    for _ in range(ROUNDS):
        chance = expit(smooth)
        weight = np.maximum(chance * (1 - chance), 1e-3)
        values = smooth + (flat - chance) / weight
        series = whittaker.smooth(values, np.where(seen, weight, 0.0), days, nodes, stiffness)
        smooth = np.clip(whittaker.at(series, nodes, days), -CERTAIN, CERTAIN)
    return smooth.astype(np.float32).reshape(states.shape)


def _seen_warmth(coefficients: np.ndarray, cells: Grid, aggregates: Aggregates, grid: Grid) -> np.ndarray:
    """Return the warmth that coarse cells see, K, (2, y, x)."""
    view = View(aggregates, Footprint.of_cells(cells, grid, BLUR, land_only=True))
    x, y = transform_points(*np.meshgrid(cells.x, cells.y), cells.crs, grid.crs)
    design, _ = view.at(x.ravel(), y.ravel(), 0)
    return (coefficients @ design[:, :-2].T).reshape(2, *cells.shape)


def _day_of_year(dates: np.ndarray) -> np.ndarray:
    """Return the day of year of dates, 1 on 1 January."""
    return (dates - dates.astype("datetime64[Y]")).astype(int) + 1


def _onsets(daily: np.ndarray, dates: np.ndarray, search: tuple[int, int], thawed: bool) -> np.ndarray:
    """Return onsets, day of year, of cells whose daily logits (day, y, x) are departed from by `ONSET_LOGITS`, and whether there are any.

    The result is (2 x year x departure, y, x). There is no onset where the season does not begin within the days searched, nor where it
    had begun by the first of them that is known.
    """
    years = dates.astype("datetime64[Y]")
    onsets, known = [], []
    for year in np.unique(years):
        day = _day_of_year(dates[years == year])
        searched = ((day >= search[0]) & (day <= search[1]))[:, None, None]
        for departure in ONSET_LOGITS:
            state = (daily[years == year] + departure > 0) == thawed
            total = np.concatenate([np.zeros((1, *state.shape[1:]), int), state.cumsum(axis=0)])
            last = np.minimum(np.arange(len(day)) + ONSET_WINDOW, len(day))
            begins = state & (total[last] - total[:-1] >= ONSET_DAYS) & searched
            onset = day[begins.argmax(axis=0)]
            known.append(begins.any(axis=0) & (onset > max(day[0], search[0])))
            onsets.append(np.where(known[-1], onset, 0))
    return np.stack([*onsets, *known]).astype(np.float32)


def _onsets_at(tables: np.ndarray, departure: np.ndarray) -> np.ndarray:
    """Return onsets (year, y, x) at the departures (y, x) of pixels from tables (2 x year x departure, y, x).

    It is linear between departures, and between cells, that have an onset, and NaN where most of what is around has none.
    """
    count = len(ONSET_LOGITS)
    position = np.clip((departure - ONSET_LOGITS[0]) / (ONSET_LOGITS[1] - ONSET_LOGITS[0]), 0, count - 1)
    before = np.minimum(position.astype(np.intp), count - 2)
    share = (position - before).astype(np.float32)
    parts = tables.reshape(2, -1, count, *departure.shape)
    low, high = (np.take_along_axis(parts, (before + i)[None, None, None], axis=2)[:, :, 0] for i in (0, 1))
    onset, known = low + (high - low) * share
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(known >= 0.5, onset / known, np.float32(np.nan))
