"""The maps of a site in a project: land cover and fires in their official colours, and the strata derived from them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qgis.core import (
    QgsColorRampShader,
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsPalettedRasterRenderer,
    QgsProject,
    QgsRasterLayer,
    QgsRasterRenderer,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

from ..core.variables import LAND_COVER
from ..i18n import tr
from .build import opened
from .style import show_classes_only

if TYPE_CHECKING:
    from ..core.site_maps import SiteMaps

GROUP_KEY = "boreal_gpp/site_maps"
_FIRST_YEAR = 1985  # of NTEMS
# Colours of ColorBrewer 2.0 (Brewer and Harrower), from old to recent fires by their last year.
_DECADES = ((1989, "#ffffd4"), (1999, "#fed98e"), (2009, "#fe9929"), (2019, "#d95f0e"), (2029, "#993404"))


def show(project: QgsProject, maps: SiteMaps, language: str) -> list[QgsRasterLayer]:
    """Put the maps at the bottom of the project in a group of their own, in place of those of before; return the layers, strata first."""
    root = project.layerTreeRoot()
    for group in _groups(project):
        project.removeMapLayers([node.layerId() for node in group.findLayers()])
        root.removeChildNode(group)
    layers = _layers(maps, language)
    project.addMapLayers(layers, False)
    group = root.addGroup(tr("Boreal GPP: maps of the site"))
    group.setCustomProperty(GROUP_KEY, True)
    for i, layer in enumerate(layers):
        node = QgsLayerTreeLayer(layer)
        show_classes_only(node)  # before it comes to the legend, which would not look again
        node.setItemVisibilityChecked(i == 0)
        node.setExpanded(i == 0)
        group.addChildNode(node)
    return layers


def are_shown(project: QgsProject) -> bool:
    """Return whether the project holds maps of the site."""
    return bool(_groups(project))


def _groups(project: QgsProject) -> list[QgsLayerTreeGroup]:
    """Return the groups of maps of the site in the project."""
    return [group for group in project.layerTreeRoot().findGroups() if group.customProperty(GROUP_KEY)]


def _layers(maps: SiteMaps, language: str) -> list[QgsRasterLayer]:
    """Return the layers, styled."""
    strata = [(outline.code, outline.colour, outline.title.text(language)) for outline in maps.outlines]
    covers = [(cover.code, cover.colour, cover.title.text(language)) for cover in LAND_COVER.values()]
    made = []
    for path, name, renderer in (
        (maps.strata, tr("Strata"), partial(_paletted, classes=strata)),
        (maps.fire_year, tr("Last fire"), _by_decade),
        (maps.land_cover, tr("Land cover (NTEMS)"), partial(_paletted, classes=covers)),
    ):
        layer = opened(path)
        layer.setName(name)
        layer.setCrs(layer.dataProvider().crs())
        layer.setRenderer(renderer(layer))
        made.append(layer)
    return made


def _paletted(layer: QgsRasterLayer, classes: list[tuple[int, str, str]]) -> QgsRasterRenderer:
    """Return the renderer of classes, each a code, a colour and a name."""
    entries = [QgsPalettedRasterRenderer.Class(code, QColor(colour), name) for code, colour, name in classes]
    return QgsPalettedRasterRenderer(layer.dataProvider(), 1, entries)


def _by_decade(layer: QgsRasterLayer) -> QgsRasterRenderer:
    """Return the renderer of years of fire; what never burnt is transparent, for it is no data."""
    function = QgsColorRampShader(_FIRST_YEAR, _DECADES[-1][0], None, QgsColorRampShader.Type.Discrete)
    items = [
        QgsColorRampShader.ColorRampItem(year, QColor(colour), f"{max(year - 9, _FIRST_YEAR)}\u2013{year}") for year, colour in _DECADES
    ]
    function.setColorRampItemList(items)
    shader = QgsRasterShader()
    shader.setRasterShaderFunction(function)
    return QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader)
