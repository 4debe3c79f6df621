"""A finished run as its folder tells it: what can be loaded, and when each step was."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from ..core.errors import InputError
from ..core.language import Message, msg
from ..core.variables import VARIABLES, Variable

PEAK_OF_SEASON = datetime.date(2001, 7, 15)  # of any year; boreal GPP is highest around it (science: July maximum at every tower)
DATES = ("season_onset", "season_peak", "season_end", "season_length", "thaw_onset", "freeze_onset")
"""Outputs that are told together: when the season begins, peaks and ends."""
DOUBTS = (
    "gpp_sd",
    "evi_sd",
    "quality",
    *(f"{driver}_{told}" for driver in ("lst", "lst_night", "soil_moisture", "thaw_fraction") for told in ("sd", "quality")),
)
"""Outputs that are told together: how far values may be off, and why."""
SHARES = tuple(name for name in VARIABLES if name.startswith("share_"))
"""Outputs that are told together: what part each driver has in what GPP loses."""
ORDER = (  # the first that there is is drawn: of a scenario the change
    "gpp_total_change",
    "gpp",
    "gpp_total_change_sd",
    "gpp_total_change_low",
    "gpp_total_change_high",
    "extrapolated",
    "gpp_total",
    "limiting_driver",
    *SHARES,
    "season_length_change",
    "evi",
    "lst",
    "lst_night",
    "soil_moisture",
    "relative_wetness",
    "thaw_fraction",
    *DATES,
    *DOUBTS,
    "fire_year",
    "strata",
)


@dataclass(frozen=True)
class Step:
    """One step of the run's calendar.

    Attributes
    ----------
    start : date
        First day.
    end : date
        Day after the last day.
    """

    start: datetime.date
    end: datetime.date


@dataclass(frozen=True)
class Output:
    """One raster of a run.

    Attributes
    ----------
    id : str
        Name in run.json.
    path : Path
        The file.
    variable : Variable or None
        What its values are; None where they are classes.
    has_steps : bool
        Whether it has one band per step.
    classes : tuple of mapping
        "code", "title" (a message as plain values), "colour" and, where it is known, "area_ha" of each class.
    season_band : int or None
        Number of the band, after those of the steps, that holds the whole growing season.
    about : Message or None
        What it shows beyond its name.
    """

    id: str
    path: Path
    variable: Optional[Variable]
    has_steps: bool
    classes: tuple[Mapping[str, Any], ...] = ()
    season_band: Optional[int] = None
    about: Optional[Message] = None


@dataclass(frozen=True)
class Run:
    """A finished run.

    Attributes
    ----------
    folder : Path
        The run folder.
    steps : tuple of Step
        The calendar.
    outputs : tuple of Output
        The rasters that can be shown, in the order of the legend.
    record : mapping
        All of run.json.
    """

    folder: Path
    steps: tuple[Step, ...]
    outputs: tuple[Output, ...]
    record: Mapping[str, Any]

    @classmethod
    def read(cls, folder: str) -> Run:
        """Return the run in `folder`.

        Raises
        ------
        InputError
            When the folder holds no whole result.
        """
        path = Path(folder)
        try:
            record = json.loads((path / "run.json").read_text(encoding="utf-8"))
            if record["status"] != "complete":
                raise ValueError(record["status"])
            steps = tuple(Step(_date(a), _date(b)) for a, b in zip(record["calendar"]["starts"], record["calendar"]["ends"]))
            outputs = [_output(path, name, entry) for name, entry in record["outputs"].items() if name in ORDER]
        except (OSError, ValueError, KeyError) as error:
            raise InputError(
                msg("The folder {folder} holds no finished run.", folder=str(folder)),
                msg("Choose another folder, or run again into this one."),
            ) from error
        missing = [output.path.name for output in outputs if not output.path.is_file()]
        if missing:
            raise InputError(
                msg("The run in {folder} lacks {files}.", folder=str(folder), files=", ".join(missing)), msg("Run again into this folder.")
            )
        return cls(path, steps, tuple(sorted(outputs, key=lambda output: ORDER.index(output.id))), record)

    @property
    def towers(self) -> Optional[tuple[Path, str]]:
        """The file of the flux towers and their part in the run, "calibrate" or "check"; None without any."""
        entry = self.record.get("towers")
        path = self.folder / entry["file"] if entry else None
        return (path, "calibrate" if entry["calibrate"] else "check") if path is not None and path.is_file() else None

    @property
    def shown_step(self) -> int:
        """Index of the step at the peak of the last season, or of the middle step where the run has no summer."""
        peak = PEAK_OF_SEASON.replace(year=self.steps[-1].start.year)
        while peak >= self.steps[0].start:
            for i, step in enumerate(self.steps):
                if step.start <= peak < step.end:
                    return i
            peak = peak.replace(year=peak.year - 1)
        return len(self.steps) // 2

    @property
    def period(self) -> str:
        """The years of the run where it has whole ones, else its first and last day."""
        first, last = self.steps[0].start, self.steps[-1].end - datetime.timedelta(days=1)
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
        return f"{first} / {last}"


def _date(text: str) -> datetime.date:
    """Return an ISO date."""
    return datetime.date.fromisoformat(text)


def _output(folder: Path, name: str, entry: Mapping[str, Any]) -> Output:
    """Return the output that an entry of run.json describes; raises KeyError for a variable unknown here."""
    classes = tuple(entry.get("classes", ()))
    variable = None if classes else VARIABLES[entry["variable"]]
    about = Message.from_dict(entry["about"]) if "about" in entry else None
    return Output(name, folder / entry["file"], variable, bool(entry.get("steps")), classes, entry.get("season_band"), about)
