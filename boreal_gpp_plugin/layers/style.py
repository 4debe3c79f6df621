"""Renderers: the colours, ranges and units of a layer, from the one catalogue of variables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from qgis.core import (
    QgsColorRampLegendNodeSettings,
    QgsColorRampShader,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsPalettedRasterRenderer,
    QgsRasterDataProvider,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtCore import QLocale
from qgis.PyQt.QtGui import QColor

from ..core.language import Message
from ..core.variables import UNIT_LABELS, Variable
from ..i18n import tr


def titled(variable: Variable, language: str) -> str:
    """Return the short name of a variable with its unit."""
    unit = UNIT_LABELS[variable.unit]
    name = variable.short.text(language)
    return f"{name} [{unit}]" if unit else name


def continuous(provider: QgsRasterDataProvider, band: int, variable: Variable) -> QgsSingleBandPseudoColorRenderer:
    """Return the renderer of a band of `variable`: its own ramp over its own range, so that runs can be compared."""
    low, high = variable.display_range
    colours = [QColor(colour) for colour in variable.colours]
    share = 1.0 / (len(colours) - 1)
    stops = [QgsGradientStop(i * share, colour) for i, colour in enumerate(colours[1:-1], 1)]
    ramp = QgsGradientColorRamp(colours[0], colours[-1], False, stops)
    function = QgsColorRampShader(low, high, ramp, QgsColorRampShader.Type.Interpolated, QgsColorRampShader.ClassificationMode.Continuous)
    function.setColorRampItemList(
        [QgsColorRampShader.ColorRampItem(v, c, _value_label(v, variable)) for v, c in zip(_evenly(low, high, len(colours)), colours)]
    )
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


def _value_label(value: float, variable: Variable) -> str:
    """Return a value of the legend with its unit."""
    return f"{QLocale().toString(value, 'g', 3)} {UNIT_LABELS[variable.unit]}".rstrip()


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
    return tr("{name} ({area} ha)").format(name=title, area=f"{entry['area_ha']:,.0f}".replace(",", "\u00a0"))
