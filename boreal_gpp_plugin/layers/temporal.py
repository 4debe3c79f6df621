"""Time: what ties layers, project and canvas to the steps of a run."""

from __future__ import annotations

import datetime

from qgis.core import (
    Qgis,
    QgsDateTimeRange,
    QgsInterval,
    QgsProject,
    QgsRasterLayer,
    QgsTemporalNavigationObject,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

from .run import Run, Step

_UNITS = getattr(Qgis, "TemporalUnit", None)  # from QGIS 3.30
_DAYS = _UNITS.Days if _UNITS else QgsUnitTypes.TemporalUnit.TemporalDays
_IRREGULAR = _UNITS.IrregularStep if _UNITS else QgsUnitTypes.TemporalUnit.TemporalIrregularStep
CAN_STEP_THROUGH_BANDS = hasattr(Qgis.RasterTemporalMode, "FixedRangePerBand")  # from QGIS 3.38


def range_of(start: datetime.date, end: datetime.date) -> QgsDateTimeRange:
    """Return the time from the beginning of day `start` to that of day `end`, UTC, its end excluded."""
    return QgsDateTimeRange(_midnight(start), _midnight(end), True, False)


def _midnight(day: datetime.date) -> QDateTime:
    """Return the beginning of a day, UTC."""
    return QDateTime(QDate(day.year, day.month, day.day), QTime(0, 0), Qt.TimeSpec.UTC)


def _inside(step: Step) -> QgsDateTimeRange:
    """Return the time of a step but its first and last second.

    QGIS takes ranges that touch for overlapping, and saves neither fractions of seconds nor whether an end is included:
    without the gap a frame would show two steps, and three once the project is opened again.
    """
    return QgsDateTimeRange(_midnight(step.start).addSecs(1), _midnight(step.end).addSecs(-1))


def bind_bands(layer: QgsRasterLayer, run: Run) -> None:
    """Show each band of the layer during its step."""
    properties = layer.temporalProperties()
    properties.setMode(Qgis.RasterTemporalMode.FixedRangePerBand)
    properties.setFixedRangePerBand({band: _inside(step) for band, step in enumerate(run.steps, 1)})
    properties.setIsActive(True)


def bind_step(layer: QgsRasterLayer, run: Run, step: int) -> None:
    """Show the layer during one step."""
    properties = layer.temporalProperties()
    properties.setMode(Qgis.RasterTemporalMode.FixedTemporalRange)
    properties.setFixedTemporalRange(_inside(run.steps[step]))
    properties.setIsActive(True)


def bind_project(project: QgsProject, run: Run) -> None:
    """Set the project's period and step to those of the run."""
    frame = _frame(run)
    settings = project.timeSettings()
    settings.setTemporalRange(range_of(run.steps[0].start, run.steps[-1].end))
    settings.setTimeStep(frame.originalDuration())
    settings.setTimeStepUnit(frame.originalUnit())


def bind_controller(controller: QgsTemporalNavigationObject, run: Run) -> None:
    """Set the temporal controller to the run's period and step, at the peak of the season."""
    controller.setTemporalExtents(range_of(run.steps[0].start, run.steps[-1].end))
    controller.setAvailableTemporalRanges([range_of(step.start, step.end) for step in run.steps])
    controller.setFrameDuration(_frame(run))
    controller.setNavigationMode(QgsTemporalNavigationObject.NavigationMode.Animated)
    controller.setCurrentFrameNumber(run.shown_step)


def _frame(run: Run) -> QgsInterval:
    """Return the length of an animation frame: that of a step, or the steps themselves where a year's end makes one shorter."""
    lengths = {(step.end - step.start).days for step in run.steps[:-1]} or {(run.steps[0].end - run.steps[0].start).days}
    return QgsInterval(lengths.pop(), _DAYS) if len(lengths) == 1 else QgsInterval(1, _IRREGULAR)
