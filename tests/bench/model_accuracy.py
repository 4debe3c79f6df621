"""Skill and intervals of a run of a sample site, against its reference and the unseen truth; judged by the project's bars.

Of any sample site and its run: `python tests/bench/model_accuracy.py SITE RUN`.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scores import MISSED

from boreal_gpp_plugin.core.model import covariance, folds, metrics, total_error, uncertainty, validate
from boreal_gpp_plugin.core.model.calibrate import calibrate
from boreal_gpp_plugin.core.model.calibration import Calibration
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.model.sample import ReferenceSample
from boreal_gpp_plugin.core.run import totals
from boreal_gpp_plugin.core.run.finished_run import FinishedRun
from boreal_gpp_plugin.core.run.rasters import read_series
from boreal_gpp_plugin.core.sample.vpm import GAIN
from boreal_gpp_plugin.core.strata.zones import Zones

KEY_STRATA = ("coniferous", "wetland", "wetland_treed", "burnt")  # of any fire age where they are of several
UNTUNED = ("mod17_published", "vpm_published", "tg_defaults")
REFITTED = ("mod17_refitted", "vpm_refitted", "tg")
POOLED, GROUPED, FEWEST = (0.87, 0.93), (0.80, 0.97), 200
CLEARLY = 0.90  # of a refitted rival's squared error
ZONE_KM = (1.0, 2.0, 4.0, 8.0)
SEASONS = list(metrics.SEASONS)


@dataclass
class Table:
    """What was found beside its bar, line by line."""

    lines: list[str] = field(default_factory=list)
    missed: int = 0

    def add(self, what: str, found: float, least: float = -np.inf, most: float = np.inf) -> None:
        """Add a figure and whether it lies between its bars."""
        met = least <= found <= most
        self.missed += not met
        bar = " to ".join(f"{end:.2f}" for end in (least, most) if np.isfinite(end))
        kind = "" if np.isfinite(least) and np.isfinite(most) else "at least " if np.isfinite(least) else "at most "
        self.lines.append(f"{what:64s} {found:7.3f}  {kind + bar:14s} {'met' if met else 'MISSED'}")


@dataclass
class Coverage:
    """How many values lie in their interval, by stratum and season."""

    inside: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    count: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def add(self, stratum: str, months: np.ndarray, inside: np.ndarray, known: np.ndarray) -> None:
        """Add values (..., time) of a stratum."""
        for season, of in metrics.SEASONS.items():
            at = np.isin(months, of)
            self.inside[stratum, season] += int((inside & known)[..., at].sum())
            self.count[stratum, season] += int(known[..., at].sum())

    def report(self, table: Table, of: str, independent: Mapping[tuple[str, str], int]) -> None:
        """Add the share of all, and the least and the most of a stratum's season with enough independent values."""
        table.add(f"90 % intervals cover, {of}", sum(self.inside.values()) / sum(self.count.values()), *POOLED)
        shares = {key: self.inside[key] / n for key, n in self.count.items() if independent.get(key, 0) >= FEWEST and n}
        for name, pick in (("least", min), ("most", max)):
            if shares:
                key = pick(shares, key=shares.get)
                table.add(f"   {name} of {len(shares)}: {key[0]}, {key[1]}, {independent[key]} values", shares[key], *GROUPED)


def skill(folder: Path, table: Table) -> None:
    """Add the skill on held-out reference as the run tells it."""
    rows = json.loads((folder / "validation.json").read_text(encoding="utf-8"))["rows"]
    by_key = {(row["scheme"], row["stratum"], row["model"]): row for row in rows}
    own = rows[0]["model"]
    for scheme in dict.fromkeys(row["scheme"] for row in rows):
        strata = {row["stratum"] for row in rows if row["scheme"] == scheme}
        keys = [f"{id_}_any_age" if f"{id_}_any_age" in strata else id_ for id_ in KEY_STRATA]
        keys = [id_ for id_ in keys if id_ in strata]
        for id_ in keys:
            table.add(f"{scheme}: r2, {id_}", by_key[scheme, id_, own]["r2"], least=0.9)
        row = by_key[scheme, "all", own]
        for rivals, most in ((UNTUNED, 0.5), (REFITTED, CLEARLY)):
            for rival in rivals:
                table.add(f"{scheme}: squared error over that of {rival}", row[f"ratio_to_{rival}"], most=most)
        # Of all pixels together the biases of strata make up for each other, so each stratum counts for itself.
        bias = {model: [by_key[scheme, id_, model]["seasonal_bias"] for id_ in keys] for model in (own, *UNTUNED, *REFITTED)}
        for rival in (*UNTUNED, *REFITTED):
            table.add(f"{scheme}: seasonal bias over that of {rival}", np.mean(bias[own]) / np.mean(bias[rival]), most=0.5)


def independent_values(run: FinishedRun, sample: ReferenceSample) -> dict[tuple[str, str], int]:
    """Return by stratum and season how many blocks of the site and steps it has GPP in: what is in one of them errs together."""
    group, place, months, found = sample.dominant(), folds.blocks(sample.x, sample.y), sample.calendar.months, {}
    for code in np.unique(group[group > 0]).tolist():
        says = np.array([(sample.gpp[(group == code) & (place == block)] > uncertainty.NOTHING).any(axis=0) for block in np.unique(place)])
        for season, of in metrics.SEASONS.items():
            found[run.legend[code].id, season] = int(says[:, np.isin(months, of)].sum())
    return found


def held_out_coverage(run: FinishedRun, sample: ReferenceSample, held_out: np.ndarray, source: Mapping[int, str]) -> dict[str, Coverage]:
    """Return by scheme how often intervals made without a fold hold the fold's reference."""
    group, months, found = sample.dominant(), sample.calendar.months, {}
    for scheme, of_scheme in folds.schemes(sample)[0].items():
        found[scheme] = Coverage()
        for fold in of_scheme:
            out = np.ix_(fold.pixels, fold.steps)
            rest = held_out.copy()
            rest[out] = np.nan
            spread = uncertainty.from_held_out(sample, rest, run.legend, source)
            predicted, observed, codes = held_out[out], sample.gpp[out], group[fold.pixels]
            half = spread.half_width_of_reference(predicted.T, codes, months[fold.steps]).T
            known = np.isfinite(observed - predicted) & ((observed > uncertainty.NOTHING) | (predicted > uncertainty.NOTHING))
            for code in np.unique(codes[codes > 0]).tolist():
                of = codes == code
                inside = np.abs(observed - predicted)[of] <= half[of]
                found[scheme].add(run.legend[code].id, months[fold.steps], inside, known[of])
    return found


def truth_of(site: Path, run: FinishedRun) -> Iterator[tuple[np.ndarray, ...]]:
    """Yield stratum codes (cell,), GPP, its standard deviation and its truth (cell, time) of tiles, g C m-2 d-1."""
    for tile, _ in run.tiles():
        codes = run.strata_of(tile)
        files = run.folder / "gpp.tif", run.folder / "gpp_sd.tif", site / "truth" / "gpp.tif"
        yield (codes[codes > 0], *(read_series(path, tile)[:, codes > 0].T for path in files))


def score_truth(site: Path, run: FinishedRun, independent: Mapping[tuple[str, str], int], table: Table) -> None:
    """Add the skill and the coverage at 30 m against the truth."""
    covered, months = Coverage(), run.calendar.months
    sums = np.zeros(6)
    for codes, gpp, sd, truth in truth_of(site, run):
        known = np.isfinite(gpp + sd + truth)
        g, t = gpp[known].astype(np.float64), truth[known].astype(np.float64)
        sums += known.sum(), g.sum(), t.sum(), g @ g, t @ t, g @ t
        says = known & ((gpp > uncertainty.NOTHING) | (truth > uncertainty.NOTHING))
        inside = np.abs(gpp - truth) <= uncertainty.NORMAL * sd
        for code in np.unique(codes).tolist():
            covered.add(run.legend[code].id, months, inside[codes == code], says[codes == code])
    n, g, t, gg, tt, gt = sums
    table.add("truth at 30 m: r2", (n * gt - g * t) ** 2 / ((n * gg - g**2) * (n * tt - t**2)), least=0.85)
    covered.report(table, "truth at 30 m", independent)


def squares(run: FinishedRun, km: float) -> Zones:
    """Return the site in squares of a width."""
    cells = max(round(km * 1000 / run.grid.cell_size[0]), 1)
    rows, columns = (np.arange(n) // cells for n in run.grid.shape)
    index = rows[:, None] * (columns[-1] + 1) + columns + 1
    return Zones(index.astype(np.int16), tuple(f"{i}" for i in range(1, int(index.max()) + 1)))


def score_totals(site: Path, run: FinishedRun, error: total_error.TotalError, table: Table) -> None:
    """Add how often intervals of the yearly totals of squares hold the truth.

    All squares share the bias of the reference, so of a site they hold all or few of them. Judged is what is left: totals less that bias,
    which is known of the reference of sample sites, in intervals without the share for it.
    """
    codes = np.zeros(run.grid.shape, np.int16)
    for tile, _ in run.tiles():
        codes[tile] = run.strata_of(tile)
    inside: list[bool] = []
    for km in ZONE_KM:
        zones = squares(run, km)
        ours, truth = (
            [row for row in totals.totals(path, run.grid, run.calendar, codes, run.legend, zones, error) if row["kind"] == totals.ZONE]
            for path in (run.folder / "gpp.tif", site / "truth" / "gpp.tif")
        )
        found, high, true = (
            np.array([row[key] for row in rows]) for rows, key in ((ours, "gpp_tc"), (ours, "gpp_tc_high"), (truth, "gpp_tc"))
        )
        found, high, true = (values[true > 0] for values in (found, high, true))
        half = high - found
        own = np.sqrt(np.maximum(half**2 - (uncertainty.NORMAL * uncertainty.REFERENCE_BIAS * found) ** 2, 0.0))
        held, with_bias = np.abs(found - true * GAIN) <= own, np.mean(np.abs(found - true) <= half)
        inside += held.tolist()
        table.lines.append(
            f"   {len(found)} of {km:g} km: {held.mean():.3f}, off by {np.mean(found / true) / GAIN - 1:+.1%}, half widths "
            f"{np.mean(own / found):.1%}; with the reference's bias {with_bias:.3f}, {np.mean(found / true) - 1:+.1%}, "
            f"{np.mean(half / found):.1%}"
        )
    table.add("90 % intervals cover, yearly totals of squares", float(np.mean(inside)), *POOLED)


def borrowed(run: FinishedRun, sample: ReferenceSample, calibration: Calibration) -> dict[int, total_error.Borrowed]:
    """Return the error of totals of strata whose parameters are defaults or borrowed."""
    of_id = {run.legend[code].id: code for code in run.legend}
    series = {of_id[id_]: {name: np.array(values, np.float64) for name, values in of.items()} for id_, of in run.record["series"].items()}
    spread = covariance.of_calibration(sample, calibration)
    return total_error.of_borrowers(calibration, spread, series, run.calendar, float(np.mean(run.grid.lonlat()[1])))


def main(site: str, folder: str) -> None:
    """Print the table and fail when a bar is missed."""
    run, table = FinishedRun.read(folder), Table()
    skill(run.folder, table)
    sample = run.sample()
    calibration = calibrate(sample, FORMS[run.form.id], run.legend)
    validation = validate.cross_validate(sample, FORMS[run.form.id], run.legend, start=calibration, refitted=())
    independent = independent_values(run, sample)
    for scheme, covered in held_out_coverage(run, sample, validation.held_out, calibration.source).items():
        # Months of one season are not alike: of a single year, intervals made without one of them promise nothing of it.
        if scheme != "steps" or folds.spans_years(sample.calendar, np.isfinite(sample.gpp).any(axis=0)):
            covered.report(table, f"held-out reference, {scheme}", independent)
    score_truth(Path(site), run, independent, table)
    error = total_error.from_held_out(sample, validation.of_totals(sample), borrowed(run, sample, calibration))
    score_totals(Path(site), run, error, table)
    print("\n".join(table.lines))
    print(f"{table.missed} of the bars missed")
    sys.exit(MISSED if table.missed else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
