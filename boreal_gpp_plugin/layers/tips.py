"""Tips: what a layer of a run says where the mouse is, as an expression that every version of QGIS can work out.

QGIS itself shows tips of vector layers, and from 3.30 on of rasters; `tip_at` works out the same for any map tool.
"""

from __future__ import annotations

import datetime
import html
import math
from typing import Optional

from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsMapLayer,
    QgsPointXY,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapTool

from ..core.language import Message, msg
from ..core.variables import CLASS_MAPS, DAYS_OF_YEAR, UNIT_LABELS
from .run import Output, Run

KEY = "boreal_gpp/tip"
"""Property of a layer with its tip."""
_POINT = "layer_cursor_point"  # as QGIS names it in tips of rasters
_STEPS_OF_A_LEGEND = 100  # that differ in what a tip tells
_NEW_YEAR = "2001-01-01T12:00:00"  # of any common year; at noon, so that summer time makes it no other day


def give(layer: QgsMapLayer, template: str) -> None:
    """Let a layer say `template` where the mouse is."""
    layer.setCustomProperty(KEY, template)
    if hasattr(layer, "setMapTipTemplate"):  # of rasters from QGIS 3.30
        layer.setMapTipTemplate(template)


def of_output(output: Output, run: Run, language: str, band: Optional[int] = None) -> str:
    """Return what a raster of a run says: its value with unit, and the days of the step.

    Parameters
    ----------
    output : Output
        The raster.
    run : Run
        The run.
    language : str
        "en" or "fr".
    band : int, optional
        The band that is shown; without, that of the step at which the canvas is.
    """
    title = CLASS_MAPS[output.id].short if output.variable is None else output.variable.short
    value = _class_text(output, language) if output.variable is None else _value_text(output, language)
    head = _quoted(f"<b>{title.text(language)}</b>: ")
    text = f"if(@value is null, '', {head} || {value} || '<br>' || {_when(output, run, language, band)})"
    at = f"raster_value(@layer_id, @band, @{_POINT})"
    return f"[% with_variable('band', {_band(run) if band is None else band}, with_variable('value', {at}, {text})) %]"


def tip_at(canvas: QgsMapCanvas, point: QgsPointXY) -> str:
    """Return what the topmost layer of a run that shows something at a point of the canvas says there, empty where none does."""
    settings = canvas.mapSettings()
    for layer in canvas.layers():
        template = layer.customProperty(KEY)
        hidden = settings.isTemporal() and not layer.temporalProperties().isVisibleInTemporalRange(settings.temporalRange())
        if not template or hidden:
            continue
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
        if isinstance(layer, QgsVectorLayer):
            feature = nearest(canvas, layer, point)
            if feature is None:
                continue
            context.setFeature(feature)
        else:
            scope = QgsExpressionContextScope()
            scope.setVariable(_POINT, QgsGeometry.fromPointXY(settings.mapToLayerCoordinates(layer, point)))
            context.appendScope(scope)
        text = QgsExpression.replaceExpressionText(template, context)
        if text:
            return text
    return ""


def are_qgis_own(canvas: QgsMapCanvas, layer: Optional[QgsMapLayer]) -> bool:
    """Return whether QGIS, where its map tips are on, itself says what the active layer says: it does so of rasters on the canvas."""
    return isinstance(layer, QgsRasterLayer) and layer in canvas.layers() and bool(getattr(layer, "mapTipTemplate", str)())


def nearest(canvas: QgsMapCanvas, layer: QgsVectorLayer, point: QgsPointXY) -> Optional[QgsFeature]:
    """Return the feature of a layer of points whose marker is under a point of the canvas, None where there is none."""
    reach = QgsMapTool.searchRadiusMU(canvas)
    around = QgsRectangle(point.x() - reach, point.y() - reach, point.x() + reach, point.y() + reach)
    middle = canvas.mapSettings().mapToLayerCoordinates(layer, point)
    found = layer.getFeatures(QgsFeatureRequest(canvas.mapSettings().mapToLayerCoordinates(layer, around)))
    return min(found, key=lambda feature: feature.geometry().asPoint().sqrDist(middle), default=None)


def _quoted(text: str) -> str:
    """Return a text as QGIS's expressions write it, without what would end the expression that it stands in."""
    return QgsExpression.quotedString(text.replace("%]", "% ]"))


def _band(run: Run) -> str:
    """Return the expression of the band of the step at which the canvas is, that of the peak of season where it has no time."""
    starts = ", ".join(_quoted(str(step.start)) for step in run.steps)
    count = f"array_length(array_filter(array({starts}), @element <= format_date(@map_start_time, 'yyyy-MM-dd')))"
    return f"if(@map_start_time is null, {run.shown_step + 1}, {count})"


def _value_text(output: Output, language: str) -> str:
    """Return the expression of a value with its unit, or of a date."""
    variable = output.variable
    if variable.id in DAYS_OF_YEAR:
        days = "to_interval(to_string(round(@value) - 1) || ' days')"
        return f"format_date(to_datetime('{_NEW_YEAR}') + {days}, 'd MMM', '{language}')"
    if variable.id == "fire_year":
        return "to_string(round(@value))"
    low, high = variable.display_range
    digits = max(math.ceil(-math.log10((high - low) / _STEPS_OF_A_LEGEND)), 0)
    unit = f" {UNIT_LABELS[variable.unit]}".rstrip()
    return f"format_number(@value, {digits}, '{language}') || {_quoted(unit)}"


def _class_text(output: Output, language: str) -> str:
    """Return the expression of the name of a class, null where the value is none."""
    titles = {int(entry["code"]): html.escape(Message.from_dict(entry["title"]).text(language)) for entry in output.classes}
    entries = ", ".join(f"'{code}', {_quoted(title)}" for code, title in titles.items())
    return f"map_get(map({entries}), to_string(round(@value)))"


def _when(output: Output, run: Run, language: str, band: Optional[int]) -> str:
    """Return the expression of the days of the band's step, or of what else the band is of."""
    if not output.has_steps:
        return _quoted(run.period)
    if band == output.season_band and band is not None:
        return _quoted(msg("growing season, {period}", period=run.period).text(language))
    days = [f"{step.start} \u2013 {step.end - datetime.timedelta(days=1)}" for step in run.steps]
    if band is not None:
        return _quoted(days[band - 1])
    return f"array_get(array({', '.join(map(_quoted, days))}), @band - 1)"
