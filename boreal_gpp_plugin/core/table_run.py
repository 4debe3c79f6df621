"""The run on a table: forms fitted and cross-validated without rasters, written to a folder."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path
from typing import Any, Optional

import numpy as np

from .errors import InputError
from .language import Message, msg
from .model import covariance, parameter_table, table, table_validation
from .model.table import SiteTable
from .model.table_validation import SCHEMES, Prediction
from .progress import Progress
from .run import text_files
from .run.run_folder import RunFolder


@dataclass(frozen=True)
class TableResult:
    """A finished run on a table.

    Attributes
    ----------
    folder : str
        Where parameters.csv, predictions.csv, validation.csv and validation.json are.
    rows : list of dict
        The rows of validation.csv.
    warnings : tuple of Message
        What was left out or assumed.
    """

    folder: str
    rows: list[dict[str, Any]]
    warnings: tuple[Message, ...]

    def summary(self) -> str:
        """Return the scores over all sites as text."""
        lines = [f"{'scheme':8}{'model':28}{'n':>7}{'r2':>7}{'rmse':>7}{'sse_vs_tg':>11}"]
        for row in sorted(self.rows, key=lambda row: row["scheme"], reverse=True):  # years, training list, sites
            if row["stratum"] == "all":
                change = "" if math.isnan(row["sse_vs_tg"]) else f"{row['sse_vs_tg']:+.0%}"
                lines.append(f"{row['scheme']:8}{row['model']:28}{row['n']:7d}{row['r2']:7.3f}{row['rmse']:7.3f}{change:>11}")
        return "\n".join(lines)


def calibrate_table(
    path: str,
    output: str,
    form: str = "boreal",
    schemes: Sequence[str] = SCHEMES,
    train: Optional[Sequence[str]] = None,
    progress: Optional[Progress] = None,
) -> TableResult:
    """Return the result of fitting and cross-validating forms on a table, written to the folder `output`.

    Parameters
    ----------
    path : str
        CSV file with the columns of `model.table`.
    output : str
        Folder for parameters.csv (the chosen form on all training sites), predictions.csv, validation.csv and validation.json.
    form : str
        Id of the chosen form; the other forms that the table has drivers for are compared with it.
    schemes : sequence of str
        "year" (leave a year of each site out) and "site" (leave sites out).
    train : sequence of str, optional
        Sites to fit to; the others are predicted too, as scheme "train". By default all.
    progress : Progress, optional
        Moved on, and asked whether to stop.

    Raises
    ------
    BorealGPPError
        With what, where and what to do.
    Cancelled
        When the user asked to stop.
    """
    progress = progress or Progress()
    unknown = [scheme for scheme in schemes if scheme not in SCHEMES]
    if unknown or not schemes:
        raise InputError(
            msg("There is no scheme {scheme}.", scheme=", ".join(unknown) or "-"), msg("Give one of {known}.", known=", ".join(SCHEMES))
        )
    with RunFolder(output) as folder:
        with progress.stage(msg("Reading the table"), 0.0, 0.05):
            sites = table.read(path, progress)
            training = _training(sites, train)
            schemes = table_validation.schemes_of(sites, schemes, training, progress)
            forms = table_validation.models_of(sites, form, progress)
        with progress.stage(msg("Fitting and cross-validating"), 0.05, 0.95):
            found, calibration = table_validation.predictions(sites, forms, schemes, training, progress)
        with progress.stage(msg("Writing the tables"), 0.95, 1.0):
            rows = list(table_validation.rows_of(sites, found))
            notes = table_validation.notes_of(calibration, sites, found)
            fitted = replace(sites.sample, gpp=np.where(training[:, None], sites.sample.gpp, np.nan))
            spread = covariance.of_sites(fitted, calibration, sites.years, sites.months)
            text_files.write_table(folder.scratch / "parameters.csv", parameter_table.rows(calibration, spread))
            _write_predictions(folder.scratch / "predictions.csv", sites, found, progress)
            text_files.write_table(folder.scratch / "validation.csv", rows)
            about = {
                "table": Path(path).name,
                "form": form,
                "train": sorted({s for s, use in zip(sites.sites, training) if use}),
                "forms": [{"id": f.id, "title": f.title.to_dict(), "equation": f.equation} for f in forms],
                "rows": [_plain(row) for row in rows],
                "notes": [note.to_dict() for note in (*notes, *progress.warnings)],
            }
            text_files.write_json(folder.scratch / "validation.json", about)
            progress.check()
            folder.publish()
    return TableResult(str(folder.path), rows, tuple(progress.warnings))


def _training(sites: SiteTable, train: Optional[Sequence[str]]) -> np.ndarray:
    """Return which series are fitted to, bool (series,); raises InputError for sites that are not in the table."""
    if not train:
        return np.ones(len(sites.sites), bool)
    unknown = sorted(set(train) - set(sites.sites))
    if unknown:
        raise InputError(
            msg("The table has no site {names}, which the training list names.", names=", ".join(unknown)),
            msg("Take it off the list, or correct its name."),
        )
    return np.isin(sites.sites, list(train))


def _write_predictions(path: Path, sites: SiteTable, found: Sequence[Prediction], progress: Progress) -> None:
    """Write predictions.csv: where GPP is known and predicted."""
    names, dates, gpp = np.array(sites.sites), sites.dates.astype(str), sites.sample.gpp
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("site", "date", "scheme", "model", "observed", "predicted"))
        for p in found:
            progress.check()
            at = np.nonzero(np.isfinite(p.gpp) & np.isfinite(gpp))
            columns = names[at[0]], dates[at], gpp[at].round(5), p.gpp[at].round(5)
            of_site, date, observed, predicted = (column.tolist() for column in columns)
            writer.writerows(zip(of_site, date, repeat(p.scheme), repeat(p.model), observed, predicted))


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row for JSON: None for NaN."""
    return {k: None if isinstance(v, float) and not math.isfinite(v) else v for k, v in row.items()}
