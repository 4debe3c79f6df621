"""Layers of a run: one after another, named, styled, described, tied to time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qgis.core import QgsRasterLayer, QgsReadWriteContext
from qgis.PyQt.QtXml import QDomDocument

from ..core.errors import InputError
from ..core.language import msg
from ..i18n import tr
from . import metadata, style, temporal
from .run import Output, Run


@dataclass(frozen=True)
class Entry:
    """A layer and its place in the run's group.

    Attributes
    ----------
    layer : QgsRasterLayer
        The layer, not yet in any project.
    subgroup : str
        Name of the folded group that holds it; empty for the run's own group.
    is_visible : bool
        Whether it is drawn at first.
    """

    layer: QgsRasterLayer
    subgroup: str = ""
    is_visible: bool = False


def entries(run: Run, language: str) -> Iterator[Entry]:
    """Yield the layers of a run in the order of the legend.

    QGIS from 3.38 steps through the bands of one layer. Before, every series gets one layer that shows the step at the
    peak of the season, further steps being bands to choose in the symbology; and below the one of GPP lies a light
    layer for each of its steps. There it bears the legend, and is what shows while the temporal controller is off.
    """
    for output in run.outputs:
        layer = _only_layer(output, run, language)
        yield Entry(layer, is_visible=output.id == "gpp")
        if output.id == "gpp" and not temporal.CAN_STEP_THROUGH_BANDS:
            temporal.bind_step(layer, run, run.shown_step)
            for i, step in enumerate(run.steps):
                light = _layer(output, run, language, i, str(step.start))
                temporal.bind_step(light, run, i)
                yield Entry(light, tr("GPP, every step"), is_visible=True)


def _only_layer(output: Output, run: Run, language: str) -> QgsRasterLayer:
    """Return the layer that stands for the whole output."""
    if output.variable is None:
        return _layer(output, run, language, 0, tr("Strata"))
    name = style.titled(output.variable, language)
    if not output.has_steps:
        return _layer(output, run, language, 0, name)
    if temporal.CAN_STEP_THROUGH_BANDS:
        layer = _layer(output, run, language, run.shown_step, name)
        temporal.bind_bands(layer, run)
        return layer
    return _layer(output, run, language, run.shown_step, f"{name}, {run.steps[run.shown_step].start}")


def _layer(output: Output, run: Run, language: str, step: int, name: str) -> QgsRasterLayer:
    """Return a layer of the output's band of `step`, styled and described; raises InputError where QGIS can't open the file."""
    layer = _opened(str(output.path))
    if not layer.isValid():
        raise InputError(msg("QGIS can't open {path}.", path=str(output.path)), msg("Remove the damaged run folder and run again."))
    layer.setName(name)
    layer.setCrs(layer.dataProvider().crs())
    if output.variable is None:
        layer.setRenderer(style.classified(layer.dataProvider(), output.classes, language))
    else:
        layer.setRenderer(style.continuous(layer.dataProvider(), step + 1, output.variable))
    metadata.describe(layer, output, run, language)
    return layer


def _opened(path: str) -> QgsRasterLayer:
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
