"""Renderers: the colours, ranges and units of a layer, from the one catalogue of variables."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from qgis.core import (
    QgsColorRampLegendNodeSettings,
    QgsColorRampShader,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsLayerTreeLayer,
    QgsMapLayerLegendUtils,
    QgsPalettedRasterRenderer,
    QgsRasterDataProvider,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

from ..core.language import Message, msg
from ..core.variables import DAYS_OF_YEAR, UNIT_LABELS, Variable
from ..core.wording import Wording

_NEW_YEAR = datetime.date(2001, 1, 1)  # of any common year
_MOST_DIGITS, _EXACT = 3, 1e-9


def continuous(provider: QgsRasterDataProvider, band: int, variable: Variable, language: str) -> QgsSingleBandPseudoColorRenderer:
    """Return the renderer of a band of `variable`: its own ramp over its own range, so that runs can be compared."""
    low, high = variable.display_range
    colours = [QColor(colour) for colour in variable.colours]
    share = 1.0 / (len(colours) - 1)
    stops = [QgsGradientStop(i * share, colour) for i, colour in enumerate(colours[1:-1], 1)]
    ramp = QgsGradientColorRamp(colours[0], colours[-1], False, stops)
    function = QgsColorRampShader(low, high, ramp, QgsColorRampShader.Type.Interpolated, QgsColorRampShader.ClassificationMode.Continuous)
    values = _evenly(low, high, len(colours))
    labels = _labels(values, variable, Wording(language))
    function.setColorRampItemList([QgsColorRampShader.ColorRampItem(*item) for item in zip(values, colours, labels)])
    legend = QgsColorRampLegendNodeSettings()
    legend.setUseContinuousLegend(False)  # QGIS writes beside the continuous one in black, on a dark theme too
    function.setLegendSettings(legend)
    shader = QgsRasterShader(low, high)
    shader.setRasterShaderFunction(function)
    renderer = QgsSingleBandPseudoColorRenderer(provider, band, shader)
    renderer.setClassificationMin(low)
    renderer.setClassificationMax(high)
    return renderer


def _evenly(low: float, high: float, count: int) -> list[float]:
    """Return `count` values at even distances from `low` to `high`."""
    return [low + (high - low) * i / (count - 1) for i in range(count)]


def _labels(values: list[float], variable: Variable, say: Wording) -> list[str]:
    """Return the values of the legend with their unit, days of the year as dates; an end that stands for all beyond it says so."""
    if variable.id in DAYS_OF_YEAR:
        return [_date(value, say) for value in values]
    if variable.id == "fire_year":
        return [str(round(value)) for value in values]
    if variable.unit == "d":
        return [say(msg("{days} d", days=say.number(value))) for value in values]
    unit = UNIT_LABELS[variable.unit].replace(" ", "\u00a0")
    digits = next(n for n in range(_MOST_DIGITS + 1) if n == _MOST_DIGITS or all(abs(v - round(v, n)) < _EXACT for v in values))
    labels = [f"{say.number(value, digits)} {unit}".rstrip() for value in values]
    low, high = variable.valid_range
    if values[0] > low:
        labels[0] = f"\u2264 {labels[0]}"
    if values[-1] < high:
        labels[-1] = f"\u2265 {labels[-1]}"
    return labels


def _date(day_of_year: float, say: Wording) -> str:
    """Return a day of a common year as day and month."""
    date = _NEW_YEAR + datetime.timedelta(days=round(day_of_year) - 1)
    return f"{date.day} {say.month(date.month)}"


def show_classes_only(node: QgsLayerTreeLayer) -> None:
    """Leave out of the legend of a raster the line that names its band."""
    shown = len(node.layer().renderer().legendSymbologyItems())
    count = len(node.layer().legend().createLayerTreeModelLegendNodes(node))
    QgsMapLayerLegendUtils.setLegendNodeOrder(node, list(range(count - shown, count)))


def classified(
    provider: QgsRasterDataProvider, band: int, classes: Iterable[Mapping[str, Any]], language: str, with_areas: bool
) -> QgsPalettedRasterRenderer:
    """Return the renderer of a band of classes, each with its name; `with_areas`, also with its area, those without any left out."""
    known = [entry for entry in classes if not with_areas or entry["area_ha"] > 0]
    entries = [
        QgsPalettedRasterRenderer.Class(entry["code"], QColor(entry["colour"]), _class_label(entry, language, with_areas))
        for entry in known
    ]
    return QgsPalettedRasterRenderer(provider, band, entries)


def _class_label(entry: Mapping[str, Any], language: str, with_area: bool) -> str:
    """Return a class's name, with its area where that is wanted."""
    title = Message.from_dict(entry["title"]).text(language)
    if not with_area:
        return title
    return msg("{name} ({area} ha)", name=title, area=Wording(language).number(entry["area_ha"])).text(language)
