"""Layers of a run: one after another, named, styled, described, tied to time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qgis.core import QgsMapLayer, QgsRasterLayer, QgsReadWriteContext
from qgis.PyQt.QtXml import QDomDocument

from ..core.errors import InputError
from ..core.language import msg
from ..core.variables import CLASS_MAPS
from . import metadata, style, temporal, tips, towers
from .run import DATES, DOUBTS, SHARES, Output, Run


@dataclass(frozen=True)
class Entry:
    """A layer and its place in the run's group.

    Attributes
    ----------
    layer : QgsMapLayer
        The layer, not yet in any project.
    subgroup : str
        Name of the folded group that holds it; empty for the run's own group.
    is_visible : bool
        Whether it is drawn at first.
    """

    layer: QgsMapLayer
    subgroup: str = ""
    is_visible: bool = False


def entries(run: Run, language: str) -> Iterator[Entry]:
    """Yield the layers of a run in the order of the legend.

    QGIS from 3.38 steps through the bands of one layer. Before, every series gets one layer that shows the step at the
    peak of the season, further steps being bands to choose in the symbology; and below the one of GPP lies a light
    layer for each of its steps. There it bears the legend, and is what shows while the temporal controller is off.
    """
    if run.towers is not None:
        yield Entry(towers.layer_of(run, language), is_visible=True)
    for output in run.outputs:
        subgroup = _subgroup(output, language)
        if output.season_band is not None:
            name = msg("{title}, season", title=_title(output, language)).text(language)
            yield Entry(_layer(output, run, language, output.season_band, name), subgroup)
        layer = _only_layer(output, run, language)
        yield Entry(layer, subgroup, is_visible=output is run.outputs[0])
        if output.id == "gpp" and not temporal.CAN_STEP_THROUGH_BANDS:
            temporal.bind_step(layer, run, run.shown_step)
            for i, step in enumerate(run.steps):
                light = _layer(output, run, language, i + 1, str(step.start))
                temporal.bind_step(light, run, i)
                yield Entry(light, msg("GPP, every step").text(language), is_visible=True)


def _subgroup(output: Output, language: str) -> str:
    """Return the name of the folded group that an output belongs to, empty for the run's own group."""
    groups = ((DATES, msg("Dates of the season")), (SHARES, msg("What limits GPP: shares")), (DOUBTS, msg("Uncertainty and quality")))
    return next((name.text(language) for outputs, name in groups if output.id in outputs), "")


def _title(output: Output, language: str) -> str:
    """Return the name of an output's layers."""
    return (CLASS_MAPS[output.id] if output.variable is None else output.variable).short.text(language)


def _only_layer(output: Output, run: Run, language: str) -> QgsRasterLayer:
    """Return the layer that stands for the whole output, or for its steps."""
    name = _title(output, language)
    if not output.has_steps:
        return _layer(output, run, language, 1, name)
    if temporal.CAN_STEP_THROUGH_BANDS:
        layer = _layer(output, run, language, run.shown_step + 1, name)
        temporal.bind_bands(layer, run)
        tips.give(layer, tips.of_output(output, run, language))
        return layer
    return _layer(output, run, language, run.shown_step + 1, f"{name}, {run.steps[run.shown_step].start}")


def _layer(output: Output, run: Run, language: str, band: int, name: str) -> QgsRasterLayer:
    """Return a layer of one of the output's bands, styled and described; raises InputError where QGIS can't open the file."""
    layer = opened(str(output.path))
    if not layer.isValid():
        raise InputError(msg("QGIS can't open {path}.", path=str(output.path)), msg("Remove the damaged run folder and run again."))
    layer.setName(name)
    layer.setCrs(layer.dataProvider().crs())
    if output.variable is None:
        is_whole = not output.has_steps or band == output.season_band
        layer.setRenderer(style.classified(layer.dataProvider(), band, output.classes, language, with_areas=is_whole))
    else:
        layer.setRenderer(style.continuous(layer.dataProvider(), band, output.variable, language))
    metadata.describe(layer, output.path, metadata.abstract_of(output, run, language), run, language)
    tips.give(layer, tips.of_output(output, run, language, band))
    return layer


def opened(path: str) -> QgsRasterLayer:
    """Return a raster layer opened as from a project file.

    That spares the histogram that QGIS computes for the default style of a new layer, which takes a hundred times
    longer than opening and leaves a file beside the raster.
    """
    document = QDomDocument()
    element = document.createElement("maplayer")
    for tag, text in (("datasource", path), ("provider", "gdal")):
        child = document.createElement(tag)
        child.appendChild(document.createTextNode(text))
        element.appendChild(child)
    layer = QgsRasterLayer()
    layer.readLayerXml(element, QgsReadWriteContext())
    return layer
