"""The canvas after a run: on the site, at the peak of the season."""

from __future__ import annotations

from qgis.core import QgsLayerTreeGroup, QgsReferencedRectangle, QgsTemporalNavigationObject
from qgis.gui import QgsMapCanvas

from . import temporal
from .run import Run

_MARGIN = 1.05


def show(canvas: QgsMapCanvas, group: QgsLayerTreeGroup, folder: str) -> None:
    """Turn the canvas and its temporal controller to the run in `folder` whose layers are in `group`."""
    controller = canvas.temporalController()
    if isinstance(controller, QgsTemporalNavigationObject):
        temporal.bind_controller(controller, Run.read(folder))
    layer = group.findLayers()[0].layer()
    extent = layer.extent()
    extent.scale(_MARGIN)
    canvas.setReferencedExtent(QgsReferencedRectangle(extent, layer.crs()))
    canvas.refresh()
