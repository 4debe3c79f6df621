"""The canvas after a run: on the site, at the peak of the season."""

from __future__ import annotations

from qgis.core import QgsLayerTreeGroup, QgsRasterLayer, QgsReferencedRectangle, QgsTemporalNavigationObject
from qgis.gui import QgsMapCanvas

from . import temporal
from .run import Run

_MARGIN = 1.05


def site_of(group: QgsLayerTreeGroup) -> QgsReferencedRectangle:
    """Return where a run is whose layers are in `group`."""
    layer = next(node.layer() for node in group.findLayers() if isinstance(node.layer(), QgsRasterLayer))
    return QgsReferencedRectangle(layer.extent(), layer.crs())


def show(canvas: QgsMapCanvas, site: QgsReferencedRectangle, folder: str) -> None:
    """Turn the canvas to a site, with some room around it, and its temporal controller to the run in `folder`."""
    controller = canvas.temporalController()
    if isinstance(controller, QgsTemporalNavigationObject):
        temporal.bind_controller(controller, Run.read(folder))
    canvas.setReferencedExtent(QgsReferencedRectangle(site.scaled(_MARGIN), site.crs()))
    canvas.refresh()
