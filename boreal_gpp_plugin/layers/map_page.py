"""The map page: a layout of QGIS with the map that is shown, its legend, a scale bar and the answer of the run, to hand on."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    QgsDateTimeRange,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProject,
    QgsRasterLayer,
    QgsReferencedRectangle,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QFont

from ..core.answer import answer
from ..core.language import msg
from ..core.wording import Wording
from . import style
from .project import title_of
from .run import Run

_TITLE, _WORDS, _MAP, _LEGEND, _SCALE, _ORIGIN = (  # millimetres on a lying sheet of A4
    QRectF(10, 8, 277, 10),
    QRectF(10, 18, 277, 12),
    QRectF(10, 32, 178, 160),
    QRectF(192, 32, 95, 140),
    QRectF(192, 178, 95, 14),
    QRectF(10, 195, 277, 8),
)
_TITLE_PT, _TEXT_PT, _SMALL_PT = 16, 10, 8


def add_map_page(
    project: QgsProject,
    folder: str,
    site: QgsReferencedRectangle,
    shown: Sequence[QgsMapLayer],
    moment: QgsDateTimeRange,
    language: str,
) -> QgsPrintLayout:
    """Return a new layout of the project with a map of a run, of the layers that the canvas shows.

    Parameters
    ----------
    project : QgsProject
        Keeps the layout.
    folder : str
        Of the run.
    site : QgsReferencedRectangle
        What the map shows.
    shown : sequence of QgsMapLayer
        The layers, the topmost first; the legend has the topmost map and all that lie above it.
    moment : QgsDateTimeRange
        When the canvas is, infinite while it shows all times.
    language : str
        Of the words.

    Raises
    ------
    InputError
        When the folder holds no whole result.
    """
    run, say = Run.read(folder), Wording(language)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    taken = {other.name() for other in project.layoutManager().printLayouts()}
    title = title_of(run, language)
    names = (title if i == 1 else f"{title} ({i})" for i in range(1, len(taken) + 2))
    layout.setName(next(name for name in names if name not in taken))
    found = answer(folder, say)
    if not moment.isInfinite():
        title = f"{title} ({moment.begin().toString('yyyy-MM-dd')})"
        shown = [layer for layer in shown if _is_shown_at(layer, moment)]
    _add_words(layout, title, _TITLE, _TITLE_PT)
    _add_words(layout, say(found) if found else "", _WORDS, _TEXT_PT)
    shown_map = _add_map(layout, site, shown, moment)
    _add_legend(layout, shown_map, shown)
    _add_scale_bar(layout, shown_map)
    version = run.record.get("plugin_version", "")
    _add_words(layout, say(msg("Made by Boreal GPP {version}.", version=version)), _ORIGIN, _SMALL_PT)
    project.layoutManager().addLayout(layout)
    return layout


def _is_shown_at(layer: QgsMapLayer, moment: QgsDateTimeRange) -> bool:
    """Return whether a layer is of the moment, or of all times."""
    properties = layer.temporalProperties()
    return properties is None or not properties.isActive() or properties.isVisibleInTemporalRange(moment)


def _placed(item: QgsLayoutItem, place: QRectF) -> None:
    """Put an item into its layout."""
    item.layout().addLayoutItem(item)
    item.attemptSetSceneRect(place)


def _add_words(layout: QgsPrintLayout, text: str, place: QRectF, points: int) -> None:
    """Add a text."""
    label = QgsLayoutItemLabel(layout)
    label.setText(text)
    if hasattr(label, "setTextFormat"):  # from QGIS 3.24 on
        written = label.textFormat()
        written.setSize(points)
        label.setTextFormat(written)
    else:
        label.setFont(QFont(label.font().family(), points))
    _placed(label, place)


def _add_map(
    layout: QgsPrintLayout, site: QgsReferencedRectangle, shown: Sequence[QgsMapLayer], moment: QgsDateTimeRange
) -> QgsLayoutItemMap:
    """Return the map, which goes on to show these layers whatever the canvas shows later."""
    item = QgsLayoutItemMap(layout)
    _placed(item, _MAP)
    item.setCrs(site.crs())
    item.setLayers(list(shown))
    item.setKeepLayerSet(True)
    item.zoomToExtent(site)
    item.setFrameEnabled(True)
    if not moment.isInfinite():
        item.setIsTemporal(True)
        item.setTemporalRange(moment)
    return item


def _add_legend(layout: QgsPrintLayout, shown_map: QgsLayoutItemMap, shown: Sequence[QgsMapLayer]) -> None:
    """Add the legend of the topmost map and of what lies above it: what lies below is hidden by it."""
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(shown_map)
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    root.clear()
    for layer in shown:
        node = root.addLayer(layer)
        if isinstance(layer, QgsRasterLayer):
            style.show_classes_only(node)
            legend.model().refreshLayerLegend(node)
            break
    _placed(legend, _LEGEND)


def _add_scale_bar(layout: QgsPrintLayout, shown_map: QgsLayoutItemMap) -> None:
    """Add a scale bar of the map."""
    bar = QgsLayoutItemScaleBar(layout)
    bar.setLinkedMap(shown_map)
    bar.applyDefaultSize(bar.guessUnits())
    _placed(bar, _SCALE)
