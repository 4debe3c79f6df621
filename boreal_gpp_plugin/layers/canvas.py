"""The canvas: what its coordinates mean, and how it shows a run: on the site, at the peak of the season."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsLayerTreeGroup,
    QgsRasterLayer,
    QgsReferencedRectangle,
    QgsTemporalNavigationObject,
)
from qgis.gui import QgsMapCanvas

from . import temporal
from .run import Run

_MARGIN = 1.05


def crs_of(canvas: QgsMapCanvas) -> QgsCoordinateReferenceSystem:
    """Return the coordinate system of what is clicked on a canvas, invalid where no one knows.

    It is the project's; in a project without one nothing is reprojected, so that it is the one of the map on top.
    """
    systems = (canvas.mapSettings().destinationCrs(), *(layer.crs() for layer in canvas.layers()))
    return next((crs for crs in systems if crs.isValid()), QgsCoordinateReferenceSystem())


def site_of(group: QgsLayerTreeGroup) -> QgsReferencedRectangle:
    """Return where a run is whose layers are in `group`."""
    layer = next(node.layer() for node in group.findLayers() if isinstance(node.layer(), QgsRasterLayer))
    return QgsReferencedRectangle(layer.extent(), layer.crs())


def show(canvas: QgsMapCanvas, site: QgsReferencedRectangle, folder: str) -> None:
    """Turn the canvas to a site, with some room around it, and its temporal controller to the run in `folder`."""
    controller = canvas.temporalController()
    if isinstance(controller, QgsTemporalNavigationObject):
        temporal.bind_controller(controller, Run.read(folder))
    zoom_to(canvas, site, _MARGIN)


def zoom_to(canvas: QgsMapCanvas, there: QgsReferencedRectangle, margin: float) -> None:
    """Turn the canvas to a rectangle grown by a factor; raises QgsCsException where the canvas's CRS has no place for it."""
    canvas.setReferencedExtent(QgsReferencedRectangle(there.scaled(margin), there.crs()))
    canvas.refresh()
