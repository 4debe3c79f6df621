"""The maps of a site in a project: land cover and fires in their official colours, and the strata derived from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Optional

from qgis.core import (
    QgsColorRampShader,
    QgsPalettedRasterRenderer,
    QgsProject,
    QgsRasterLayer,
    QgsRasterRange,
    QgsRasterRenderer,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

from ..core.variables import LAND_COVER
from ..i18n import tr
from .build import opened

if TYPE_CHECKING:
    from ..core.site_maps import FireMap, SiteMaps

GROUP_KEY = "boreal_gpp/site_maps"
_NO_FIRE = 0
# Colours of ColorBrewer 2.0 (Brewer and Harrower), from old to recent fires by their last year.
_DECADES = ((1989, "#ffffd4"), (1999, "#fed98e"), (2009, "#fe9929"), (2019, "#d95f0e"), (2029, "#993404"))


def show(project: QgsProject, maps: SiteMaps, language: str) -> list[QgsRasterLayer]:
    """Put the maps at the bottom of the project in a group of their own, in place of those of before; return the layers, strata first."""
    root = project.layerTreeRoot()
    for group in [group for group in root.findGroups() if group.customProperty(GROUP_KEY)]:
        project.removeMapLayers([node.layerId() for node in group.findLayers()])
        root.removeChildNode(group)
    layers = _layers(maps, language)
    project.addMapLayers(layers, False)
    group = root.addGroup(tr("Boreal GPP: maps of the site"))
    group.setCustomProperty(GROUP_KEY, True)
    for i, layer in enumerate(layers):
        node = group.addLayer(layer)
        node.setItemVisibilityChecked(i == 0)
        node.setExpanded(False)
    return layers


def _layers(maps: SiteMaps, language: str) -> list[QgsRasterLayer]:
    """Return the layers that can be opened, styled."""
    made = [_styled(maps.strata_file, tr("Strata"), _strata, maps, language)]
    made += [_styled(fire.path, tr("Last fire"), _fire, fire, language) for fire in maps.fires]
    if maps.land_cover is not None:
        made.append(_styled(maps.land_cover, tr("Land cover (NTEMS)"), _land_cover, None, language))
    return [layer for layer in made if layer is not None]


def _styled(path: str, name: str, renderer: Callable[..., QgsRasterRenderer], about: Any, language: str) -> Optional[QgsRasterLayer]:
    """Return the layer of a file under a name, drawn by `renderer(layer, about, language)`; None where QGIS can't open it."""
    layer = opened(path)
    if not layer.isValid():
        return None
    layer.setName(name)
    layer.setCrs(layer.dataProvider().crs())
    layer.setRenderer(renderer(layer, about, language))
    return layer


def _strata(layer: QgsRasterLayer, maps: SiteMaps, language: str) -> QgsRasterRenderer:
    """Return the renderer of the strata."""
    return _paletted(layer, [(row.code, row.colour, row.title.text(language)) for row in maps.strata])


def _land_cover(layer: QgsRasterLayer, _: None, language: str) -> QgsRasterRenderer:
    """Return the renderer of the land cover in the official colours."""
    return _paletted(layer, [(cover.code, cover.colour, cover.title.text(language)) for cover in LAND_COVER.values()])


def _paletted(layer: QgsRasterLayer, classes: list[tuple[int, str, str]]) -> QgsRasterRenderer:
    """Return the renderer of classes, each a code, a colour and a name."""
    entries = [QgsPalettedRasterRenderer.Class(code, QColor(colour), name) for code, colour, name in classes]
    return QgsPalettedRasterRenderer(layer.dataProvider(), 1, entries)


def _fire(layer: QgsRasterLayer, fire: FireMap, language: str) -> QgsRasterRenderer:
    """Return the renderer of years of fire, by decade; what never burnt is transparent."""
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(_NO_FIRE, _NO_FIRE)])
    first, last = _DECADES[0][0], _DECADES[-1][0]
    function = QgsColorRampShader(first - fire.offset, last - fire.offset, None, QgsColorRampShader.Type.Discrete)
    items = [
        QgsColorRampShader.ColorRampItem(year - fire.offset, QColor(colour), f"{year - 9 if i else 1985}\u2013{year}")
        for i, (year, colour) in enumerate(_DECADES)
    ]
    function.setColorRampItemList(items)
    shader = QgsRasterShader()
    shader.setRasterShaderFunction(function)
    return QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader)
