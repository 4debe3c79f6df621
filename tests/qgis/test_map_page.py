"""The page with a map to hand on."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsDateTimeRange,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsProject,
)
from qgis.PyQt.QtCore import QDateTime, Qt
from qgis.PyQt.QtGui import QColor, QImage

from boreal_gpp_plugin.layers.canvas import site_of
from boreal_gpp_plugin.layers.map_page import add_map_page
from boreal_gpp_plugin.layers.project import add_run, finish

ALWAYS = QgsDateTimeRange(QDateTime(), QDateTime())


@pytest.fixture
def pages(qgis_app, real_run):
    """What makes a page of the maps that a run shows at first, at a moment."""
    project = QgsProject.instance()
    group = finish(add_run(project, real_run, "en"))
    layers = [node.layer() for node in group.findLayers() if node.isVisible()]
    return lambda moment: add_map_page(project, real_run, site_of(group), layers, moment, "en")


@pytest.fixture
def page(pages):
    """The page of all times."""
    return pages(ALWAYS)


def items(page, kind):
    return [item for item in page.items() if isinstance(item, kind)]


def test_a_page_has_map_legend_scale_bar_and_title_inside_its_sheet(page):
    sheet = page.pageCollection().page(0).sceneBoundingRect()
    for kind in (QgsLayoutItemMap, QgsLayoutItemLegend, QgsLayoutItemScaleBar):
        (item,) = items(page, kind)
        assert sheet.contains(item.sceneBoundingRect()), kind
    assert any(label.text().startswith("Boreal GPP: forêt réelle") for label in items(page, QgsLayoutItemLabel))


def legend_of(page):
    (legend,) = items(page, QgsLayoutItemLegend)
    return [node.name() for node in legend.model().rootGroup().findLayers()]


def test_the_legend_is_that_of_the_map_on_top_and_of_what_lies_above_it(page):
    towers, gpp = legend_of(page)
    assert towers.startswith("Flux towers") and gpp.startswith("GPP")
    (legend,) = items(page, QgsLayoutItemLegend)
    node = legend.model().rootGroup().findLayers()[-1]
    labels = [line.data(Qt.ItemDataRole.DisplayRole) for line in legend.model().layerLegendNodes(node)]
    assert labels and all("m\u207b\u00b2" in label for label in labels), labels


def test_a_page_made_in_april_is_of_april(pages):
    """Before QGIS 3.38 each step is a layer, that of July hides the others; from then on the map itself has the time."""
    moment = QgsDateTimeRange(QDateTime(2021, 4, 7, 0, 0), QDateTime(2021, 4, 15, 0, 0), True, False)
    page = pages(moment)
    assert legend_of(page)[-1] in ("2021-04-07", "GPP")
    assert any(label.text().endswith("(2021-04-07)") for label in items(page, QgsLayoutItemLabel))
    (item,) = items(page, QgsLayoutItemMap)
    assert item.isTemporal() and item.temporalRange() == moment


def test_the_map_shows_the_whole_site(page):
    (item,) = items(page, QgsLayoutItemMap)
    raster = next(layer for layer in item.layers() if layer.name().startswith("GPP"))
    assert item.crs() == raster.crs() and item.extent().contains(raster.extent())


def test_a_page_is_exported_as_pdf_and_as_picture(page, tmp_path):
    exporter = QgsLayoutExporter(page)
    pdf, png = str(tmp_path / "page.pdf"), str(tmp_path / "page.png")
    done = QgsLayoutExporter.ExportResult.Success
    assert exporter.exportToPdf(pdf, QgsLayoutExporter.PdfExportSettings()) == done
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 60
    assert exporter.exportToImage(png, settings) == done
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    picture = QImage(png)
    colours = {QColor(picture.pixel(x, y)).name() for x in range(30, 490, 20) for y in range(90, 450, 20)}
    assert len(colours) > 3, "the map is empty"


def test_a_second_page_has_a_name_of_its_own(pages):
    names = [pages(ALWAYS).name() for _ in range(3)]
    assert names == ["Boreal GPP: forêt réelle, 2021", "Boreal GPP: forêt réelle, 2021 (2)", "Boreal GPP: forêt réelle, 2021 (3)"]
