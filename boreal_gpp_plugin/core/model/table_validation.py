"""The validation of forms on a table: every form predicts years, or whole sites, that it was not fitted to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Optional, Union

import numpy as np

from ..errors import InputError
from ..language import Message, msg
from ..progress import Progress
from . import metrics
from .calibrate import calibrate, inherited
from .calibration import Calibration, uncalibrated
from .form import Form
from .forms import FORMS
from .inputs import lacking
from .intervals import score_intervals
from .predict import predict_sample
from .selection import Trial
from .table import SiteTable

SCHEMES = ("year", "site")
BASELINE = "tg"
_SHORT_STEP = 15.0  # days; shorter ones have a season within the month
_SLOT_DAYS = 8
_MOST_ROWS = 100_000  # that are fitted to for held-out predictions: of more a fit takes longer and learns next to nothing
_MOST_GROUPS = 50  # of sites that are left out together where the table has more rows


@dataclass(frozen=True)
class Prediction:
    """What one model says under one scheme.

    Attributes
    ----------
    scheme : str
        "year", "site", or "train" for sites outside the training list.
    model : str
        Id of the form, with "_published" or "_defaults" where nothing was fitted.
    gpp : ndarray (series, time)
        g C m-2 d-1, NaN where the model was not to predict.
    """

    scheme: str
    model: str
    gpp: np.ndarray


def models_of(table: SiteTable, form: str, progress: Progress) -> list[Form]:
    """Return the chosen form, then those to compare with that the table has drivers for; raises InputError where it has none for it."""
    if form not in FORMS:
        raise InputError(msg("There is no form {form}.", form=form), msg("Choose one of {known}.", known=", ".join(FORMS)))
    given = table.sample.drivers
    short = lacking(FORMS[form], given)
    if short:
        raise InputError(
            msg("The form {form} needs drivers that the table lacks: {names}.", form=form, names=", ".join(short)),
            msg("Add their columns, or choose another form."),
        )
    usable = [FORMS[form]]
    for other in FORMS.values():
        short = lacking(other, given)
        if short:
            progress.warn(msg("{form} was left out, as the table has no data for: {names}.", form=other.title, names=", ".join(short)))
        elif other.id != form:
            usable.append(other)
    return usable


def schemes_of(table: SiteTable, schemes: Sequence[str], training: np.ndarray, progress: Progress) -> list[str]:
    """Return which of the schemes leave anything to fit to; raises InputError where none does and no site is left to predict.

    Parameters
    ----------
    table : SiteTable
        The table.
    schemes : sequence of str
        Some of `SCHEMES`.
    training : ndarray of bool (series,)
        The series to fit to.
    progress : Progress
        Told which schemes were left out.
    """
    known = np.isfinite(table.sample.gpp) & training[:, None]
    several = {
        "year": _year_order(table)[training].max(initial=-1) > 0,
        "site": len({site for site, some in zip(table.sites, known.any(axis=1)) if some}) > 1,
    }
    left_out = [scheme for scheme in schemes if not several[scheme]]
    for scheme in left_out:
        progress.warn(_TOO_FEW[scheme])
    usable = [scheme for scheme in schemes if several[scheme]]
    if not known.any():
        raise InputError(msg("No training site has GPP."), msg("Add rows with gpp, or other training sites."))
    if not usable and training.all():
        raise InputError(_TOO_FEW[left_out[0]], msg("Add sites or years, or choose the other scheme."))
    return usable


_TOO_FEW = {
    "year": msg("No site has GPP of two years, so no year can be held out."),
    "site": msg("Only one site has GPP, so no site can be held out."),
}


def predictions(
    table: SiteTable, forms: Sequence[Form], schemes: Sequence[str], training: np.ndarray, progress: Progress
) -> tuple[list[Prediction], Calibration]:
    """Return held-out predictions by every form and scheme, and the first form calibrated on all training series.

    Scheme "year" leaves out a year of each site in turn; every site has parameters of its own, drawn to those of its class. Scheme "site"
    leaves out whole sites, which take the parameters of their class, every site of which has one vote; of many sites several together.
    "train" predicts all other sites likewise. Of a large table the fits to parts of it are to some of their rows; the calibration is always
    to all.

    Parameters
    ----------
    table : SiteTable
        The table.
    forms : sequence of Form
        The models, the chosen one first.
    schemes : sequence of str
        Some of `SCHEMES`.
    training : ndarray of bool (series,)
        The series to fit to; where not all are, the rest is predicted.
    progress : Progress
        Moved on with each form.
    """
    found, chosen = [], None
    own = training[:, None]
    asked = {"year": own, "site": own, "train": ~own}
    wanted = [*schemes, *(() if training.all() else ("train",))]
    part = table.thinned(_MOST_ROWS)
    for form in progress.each(forms):
        if form.untuned:
            blank = predict_sample(form, uncalibrated(form, table.strata).parameters, table.sample)
            found += [Prediction(s, f"{form.id}_{form.untuned}", np.where(asked[s], blank, np.nan)) for s in wanted]
        fitter = _Fitter(table, form, training, progress, part)
        if chosen is None:
            chosen = fitter.whole
            if part is not None:
                chosen = _Fitter(table, form, training, progress).whole
                for note in _of_a_large_table(table, part[0], training, fitter.whole, chosen, schemes):
                    progress.warn(note)
        for scheme in wanted:
            found.append(Prediction(scheme, form.id, getattr(fitter, f"by_{scheme}")()))
    return found, chosen


def _of_a_large_table(
    table: SiteTable, part: SiteTable, training: np.ndarray, to_part: Calibration, to_all: Calibration, schemes: Sequence[str]
) -> Iterator[Message]:
    """Yield what was done to keep the time in bounds, and what it changes."""
    error = [
        predict_sample(found.form, found.parameters, table.sample)[training] - table.sample.gpp[training] for found in (to_part, to_all)
    ]
    rmse_of_part, rmse = (f"{np.sqrt(np.nanmean(away**2)):.4f}" for away in error)
    yield msg(
        "The table is large, so held-out predictions rest on fits to {k} of its {n} rows with GPP: at most {share} of a site, taken evenly "
        "over its record. {form} fitted to these has an RMSE of {part} g C m-2 d-1 over all rows; fitted to all, as its parameters are, "
        "{all}.",
        k=int(np.isfinite(part.sample.gpp).sum()),
        n=int(np.isfinite(table.sample.gpp).sum()),
        share=part.sample.gpp.shape[1],
        form=to_all.form.title,
        part=rmse_of_part,
        all=rmse,
    )
    sites = len({site for site, use in zip(table.sites, training) if use})
    if "site" in schemes and sites > _MOST_GROUPS:
        yield msg("Its {n} sites are left out in {k} groups, each of several classes.", n=sites, k=_MOST_GROUPS)


class _Fitter:
    """Fits of one form to parts of a table.

    Parameters
    ----------
    table : SiteTable
        The table.
    form : Form
        The model.
    training : ndarray of bool (series,)
        What may be fitted at all.
    progress : Progress
        Asked whether to stop.
    part : tuple, optional
        From `SiteTable.thinned`: the rows that are fitted to; by default all.
    """

    def __init__(
        self,
        table: SiteTable,
        form: Form,
        training: np.ndarray,
        progress: Progress,
        part: Optional[tuple[SiteTable, np.ndarray]] = None,
    ):
        self._table, self._form, self._progress = table, form, progress
        self._part, self._rows = part or (table, None)
        self._training = np.broadcast_to(training[:, None], table.sample.gpp.shape)
        self.whole = self._fit(self._training)

    def by_year(self) -> np.ndarray:
        """Return predictions of each year by fits to the other years, g C m-2 d-1 (series, time)."""
        order = _year_order(self._table)
        out = np.full(order.shape, np.nan)
        for k in range(int(order.max()) + 1):
            held = (order == k) & self._training
            out[held] = self._predict(self._fit(self._training & ~held, self.whole))[held]
        return out

    def by_site(self) -> np.ndarray:
        """Return predictions of each site, or group of sites, by fits to the others, g C m-2 d-1 (series, time)."""
        out = np.full(self._training.shape, np.nan)
        begin = self._fit(self._training, pooled=True)
        group = _groups_of_sites(self._table, self._training[:, 0], len(self._table.sites) if self._rows is None else _MOST_GROUPS)
        for k in range(int(group.max()) + 1):
            held = (group == k)[:, None] & self._training
            out[held] = self._predict(self._fit(self._training & ~held, begin, pooled=True), group == k)[held[group == k]]
        return out

    def by_train(self) -> np.ndarray:
        """Return predictions of the sites outside the training list, g C m-2 d-1 (series, time)."""
        predicted = self._predict(self._fit(self._training, pooled=True))
        return np.where(self._training, np.nan, predicted)

    def _predict(self, calibration: Calibration, series: Union[np.ndarray, slice] = slice(None)) -> np.ndarray:
        """Return the predictions of some series, bool (series,), g C m-2 d-1."""
        sample = self._table.sample.at_pixels(np.arange(len(self._table.sites))[series])
        return predict_sample(self._form, calibration.parameters, sample)

    def _fit(self, use: np.ndarray, start: Optional[Calibration] = None, pooled: bool = False) -> Calibration:
        """Return the form fitted to some values, bool (series, time), with parameters for every series."""
        table = self._part
        use = use if self._rows is None else np.take_along_axis(use, self._rows, axis=1)
        weights = use.astype(np.float64)
        if pooled:  # every site has one vote
            count = (use & np.isfinite(table.sample.gpp)).sum(axis=1, keepdims=True)
            weights /= np.maximum(count, 1) / max(float(count[count > 0].mean()) if count.any() else 1.0, 1.0)
        trials = _trials(table)
        found = calibrate(
            table.sample, self._form, table.strata, self._progress, weights, start, lambda _: trials, table.site_years, pooled
        )
        return inherited(found)


def _groups_of_sites(table: SiteTable, training: np.ndarray, most: int) -> np.ndarray:
    """Return with which others the site of each series is left out, int (series,), -1 where it is not fitted to.

    Sites are dealt out class by class to at most so many groups, so that none takes a class away.
    """
    sites = np.array(table.sites)
    order = list(dict.fromkeys(sites[i] for i in sorted(np.flatnonzero(training), key=lambda i: table.names[i])))
    number = {site: k % most for k, site in enumerate(order)}
    return np.array([number[site] if use else -1 for site, use in zip(table.sites, training)])


def _trials(table: SiteTable) -> list[Trial]:
    """Return how values are held out to judge optional terms: alternating years, and alternating sites of each class."""
    time = _year_order(table) % 2
    number = dict.fromkeys(table.names, 0)
    place = np.zeros(len(table.sites), np.int64)
    for i, name in enumerate(table.names):
        place[i], number[name] = number[name] % 2, number[name] + 1
    trials = []
    if (time == 1).any():
        trials.append(Trial("time", tuple(time == k for k in (0, 1)), tuple((time != k) for k in (0, 1))))
    if place.any():
        trials.append(
            Trial("space", tuple((place == k)[:, None] for k in (0, 1)), tuple((place != k)[:, None] for k in (0, 1)), unseen=True)
        )
    return trials


def _year_order(table: SiteTable) -> np.ndarray:
    """Return for each value the position of its year among those its series has GPP for, int (series, time); -1 where there is none."""
    order = np.full(table.years.shape, -1)
    for i, (years, gpp) in enumerate(zip(table.years, table.sample.gpp)):
        known = np.isfinite(gpp)
        found = np.unique(years[known])
        order[i, known] = np.searchsorted(found, years[known])
    return order


def rows_of(table: SiteTable, found: Sequence[Prediction]) -> Iterator[dict[str, Any]]:
    """Yield the rows of validation.csv: by scheme, model and stratum, "all" for all sites.

    n, sites, r2, nse, rmse, bias, sse, sse_vs_tg (-0.46 is 46 % less than TG refitted, on values that both predict), the bias of each
    season, seasonal_bias (mean over sites and seasons of its size), r2_growing (May to September), r2_anomaly (against each site's mean
    of the season), r2_site_median (of the sites' own), and 5-95 % intervals over sites.
    """
    sites = np.unique(table.sites, return_inverse=True)[1]
    groups = {"all": np.ones(len(sites), bool), **{name: np.array(table.names) == name for name in sorted(set(table.names))}}
    baseline = {p.scheme: p.gpp for p in found if p.model == BASELINE}
    for name, inside in groups.items():
        observed = table.sample.gpp[inside]
        for p in found:
            predicted, other = p.gpp[inside], baseline.get(p.scheme, np.full_like(p.gpp, np.nan))[inside]
            known = np.isfinite(observed) & np.isfinite(predicted)
            if not known.any():
                continue
            score = metrics.scores(observed, predicted)
            change = np.nan if p.model == BASELINE else metrics.sse_change(observed, predicted, other)
            intervals = score_intervals(observed, predicted, None if p.model == BASELINE else other, sites[inside][:, None])
            part = _Part(observed, predicted, table.months[inside], table.dates[inside], sites[inside])
            yield {
                "scheme": p.scheme,
                "model": p.model,
                "stratum": name,
                "sites": len(np.unique(sites[inside][known.any(axis=1)])),
                **score,
                "sse_vs_tg": change,
                **part.seasonal(),
                "r2_growing": part.growing(),
                "r2_anomaly": part.anomaly(),
                "r2_site_median": part.within_sites(),
                **{("sse_vs_tg" + k[6:] if k.startswith("sse_vs") else k): v for k, v in intervals.items()},
            }


@dataclass(frozen=True)
class _Part:
    """Values of one group, (series, time), with month and date of each and site of each series."""

    observed: np.ndarray
    predicted: np.ndarray
    months: np.ndarray
    dates: np.ndarray
    sites: np.ndarray

    def seasonal(self) -> dict[str, float]:
        """Return the bias of each season, and the mean over sites and seasons of its size, g C m-2 d-1."""
        inside = {season: np.isin(self.months, of) for season, of in metrics.SEASONS.items()}
        biases = {f"bias_{s}": metrics.scores(self.observed[at], self.predicted[at])["bias"] for s, at in inside.items()}
        of_sites = [
            metrics.scores(
                self.observed[self.sites == site][at[self.sites == site]], self.predicted[self.sites == site][at[self.sites == site]]
            )
            for site in np.unique(self.sites)
            for at in inside.values()
        ]
        known = [abs(s["bias"]) for s in of_sites if s["n"]]
        return {**biases, "seasonal_bias": float(np.mean(known)) if known else np.nan}

    def within_sites(self) -> float:
        """Return the median over sites of the r2 of each, which tells the season of a site apart from its level."""
        inside = [self.sites == site for site in np.unique(self.sites)]
        of_sites = np.array([metrics.scores(self.observed[at], self.predicted[at])["r2"] for at in inside])
        return float(np.nanmedian(of_sites)) if np.isfinite(of_sites).any() else np.nan

    def growing(self) -> float:
        """Return r2 of May to September."""
        at = np.isin(self.months, metrics.GROWING_MONTHS)
        return metrics.scores(self.observed[at], self.predicted[at])["r2"]

    def anomaly(self) -> float:
        """Return r2 of the differences from each series' own mean of the month, or of eight days where steps are shorter than 15."""
        day = (self.dates - self.dates.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.float64)
        gaps = np.diff(self.dates, axis=1).astype(np.float64)
        short = (gaps > 0).any() and np.nanmedian(np.where(gaps > 0, gaps, np.nan)) < _SHORT_STEP
        slots = np.where(np.isnat(self.dates), 0, day // _SLOT_DAYS).astype(int) if short else self.months
        return metrics.anomaly_r2(self.observed, self.predicted, slots)


def notes_of(calibration: Calibration, table: SiteTable, found: Sequence[Prediction]) -> list[Message]:
    """Return what a reader of the scores should know."""
    notes = [d.message(calibration.strata) for d in calibration.decisions]
    if not any(p.model == BASELINE for p in found):
        notes.append(msg("TG was not fitted, so squared errors are not compared with it."))
    single = [name for name in sorted(set(table.names)) if len({s for s, n in zip(table.sites, table.names) if n == name}) == 1]
    notes += [msg("{stratum}: one site only, so left out it is predicted from the other classes.", stratum=name) for name in single]
    return notes
