"""A run folder as layers: names, units, colours, time, metadata."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from fake_run import write_run
from qgis.core import QgsCoordinateReferenceSystem, QgsLayerTreeModel, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.variables import VARIABLES
from boreal_gpp_plugin.layers import temporal
from boreal_gpp_plugin.layers.canvas import show, site_of
from boreal_gpp_plugin.layers.project import add_run, finish, release, write_project
from boreal_gpp_plugin.layers.run import Run
from boreal_gpp_plugin.layers.tips import KEY as TIP
from boreal_gpp_plugin.layers.translation import translate
from boreal_gpp_plugin.layers.zone_layer import create


def load(folder, language="en"):
    return finish(add_run(QgsProject.instance(), folder, language))


def layer_of(group, beginning):
    return next(node.layer() for node in group.findLayers() if node.layer().name().startswith(beginning))


@pytest.fixture
def group(run_folder):
    return load(run_folder)


def test_a_run_arrives_as_one_group_named_after_folder_and_year(group):
    assert group.name() == "Boreal GPP: forêt d'été, 2021"
    assert QgsProject.instance().layerTreeRoot().children()[0] is group
    assert len(QgsProject.instance().mapLayers()) == len(group.findLayers())


def test_every_layer_is_valid_and_has_the_crs_of_the_run(group):
    assert all(node.layer().isValid() for node in group.findLayers())
    assert {node.layer().crs().authid() for node in group.findLayers()} == {"EPSG:32613"}


def test_every_output_of_the_run_has_a_layer(group, run_folder):
    files = {Path(node.layer().source()).name for node in group.findLayers()}
    assert files == {path.name for path in Path(run_folder).glob("*.tif")}


def test_only_gpp_is_drawn_at_first(group):
    assert {Path(node.layer().source()).name for node in group.findLayers() if node.isVisible()} == {"gpp.tif"}


@pytest.mark.parametrize("name", ["gpp", "gpp_total", "evi", "lst", "soil_moisture", "thaw_fraction"])
def test_a_layer_has_the_ramp_and_range_of_its_variable(group, name):
    variable = VARIABLES[name]
    function = layer_of(group, str(variable.short)).renderer().shader().rasterShaderFunction()
    items = function.colorRampItemList()
    assert [QColor(colour) for colour in variable.colours] == [item.color for item in items]
    assert (items[0].value, items[-1].value) == pytest.approx(variable.display_range)


def labels_of(layer):
    return [item.label for item in layer.renderer().shader().rasterShaderFunction().colorRampItemList()]


def test_the_legend_tells_the_unit_and_that_its_ends_stand_for_all_beyond(group):
    labels = ["\u2264 \u221235 \u00b0C", "\u221220 \u00b0C", "\u22125 \u00b0C", "10 \u00b0C", "25 \u00b0C", "\u2265 40 \u00b0C"]
    assert labels_of(layer_of(group, "Temperature, day")) == labels


def test_days_of_the_year_are_told_as_dates(group):
    assert labels_of(layer_of(group, "Start of season")) == ["21 Mar", "10 Apr", "30 Apr", "20 May", "9 Jun"]


def test_the_legend_leaves_out_the_name_of_the_band(group):
    node = next(node for node in group.findLayers() if node.layer().name().startswith("Greenness"))
    model = QgsLayerTreeModel(QgsProject.instance().layerTreeRoot())
    model.refreshLayerLegend(node)
    told = [item.data(Qt.ItemDataRole.DisplayRole) for item in model.layerLegendNodes(node)]
    assert told == labels_of(node.layer())


def test_a_quantity_without_unit_shows_none(group):
    layer = layer_of(group, "Greenness")
    assert "[" not in layer.name()
    assert labels_of(layer) == ["\u2264 0.0", "0.2", "0.4", "0.6", "\u2265 0.8"]


def test_the_legend_is_text_that_follows_the_theme(group):
    function = layer_of(group, "GPP").renderer().shader().rasterShaderFunction()
    assert not function.legendSettings().useContinuousLegend()


def test_strata_show_their_names_areas_and_colours(group):
    classes = layer_of(group, "Strata").renderer().classes()
    assert [(c.value, c.label, c.color.name()) for c in classes] == [
        (210, "Coniferous (27 ha)", "#006600"),
        (80, "Wetland (27 ha)", "#993399"),
    ]


def test_what_limits_gpp_is_shown_for_the_season_with_areas_and_for_the_steps_without(group):
    layers = [node.layer() for node in group.findLayers() if node.layer().name().startswith("What limits most")]
    season, steps = layers
    assert season.name() == "What limits most, season"
    assert season.renderer().band() == 47
    assert [(c.value, c.label) for c in season.renderer().classes()] == [(1, "Greenness (54 ha)")]
    assert not season.temporalProperties().isActive()
    assert steps.renderer().band() == 25  # the step at the peak of the season
    assert [c.label for c in steps.renderer().classes()][2] == "Temperature"
    assert "whole growing season" in season.metadata().abstract()


def test_dates_of_the_season_are_folded_together(group):
    folded = next(child for child in group.findGroups() if child.name() == "Dates of the season")
    assert [node.layer().name() for node in folded.findLayers()] == ["Start of season"]
    assert not folded.isExpanded()


def test_missing_values_are_transparent(group):
    for beginning in ("Total GPP", "Strata"):
        layer = layer_of(group, beginning)
        block = layer.renderer().block(1, layer.extent(), layer.width(), layer.height())
        assert QColor.fromRgba(block.color(0, 0)).alpha() == 0
        assert QColor.fromRgba(block.color(1, 1)).alpha() == 255


def steps_by_band(group):
    """Return the temporal range of each band of GPP, whichever way this QGIS knows it."""
    ranges = {}
    for node in group.findLayers():
        layer = node.layer()
        properties = layer.temporalProperties()
        if Path(layer.source()).name != "gpp.tif" or not properties.isActive():
            continue
        if temporal.CAN_STEP_THROUGH_BANDS:
            ranges.update(properties.fixedRangePerBand())
        else:
            ranges[layer.renderer().band()] = properties.fixedTemporalRange()
    return ranges


def test_each_band_of_gpp_shows_during_its_own_step(group):
    ranges = steps_by_band(group)
    assert sorted(ranges) == list(range(1, 47))
    assert ranges[2].begin().date() == datetime.date(2021, 1, 9)
    assert ranges[2].end().date() == datetime.date(2021, 1, 16)
    assert ranges[46].end().date() == datetime.date(2021, 12, 31)


def test_each_frame_of_the_controller_shows_exactly_one_step(group, run_folder, window):
    show(window.canvas, site_of(group), run_folder)
    controller = window.controller
    ranges = steps_by_band(group)
    assert controller.totalFrameCount() == 46
    for frame in range(46):
        now = controller.dateTimeRangeForFrameNumber(frame)
        assert [band for band, when in ranges.items() if when.overlaps(now)] == [frame + 1]


def test_the_legend_of_gpp_is_open_and_above_all_else(group):
    first = group.findLayers()[0]
    assert first.layer().name().startswith("GPP, 2021-")
    assert first.isExpanded() and first.isVisible()
    assert not any(child.isExpanded() for child in group.findGroups())


def test_each_frame_shows_one_step_also_when_the_project_is_opened_again(run_folder, window):
    assert QgsProject.instance().read(finish(write_project(run_folder, "en")))
    group = QgsProject.instance().layerTreeRoot().children()[0]
    show(window.canvas, site_of(group), run_folder)
    now = window.controller.dateTimeRangeForFrameNumber(20)
    assert [band for band, when in steps_by_band(group).items() if when.overlaps(now)] == [21]


@pytest.mark.parametrize("frame", [0, 50, 91])
def test_frames_stay_with_the_steps_over_several_years(tmp_path, window, frame):
    folder = write_run(str(tmp_path / "two"), "2021-01-01", "2022-12-31", ("gpp",)).folder
    group = load(folder)
    show(window.canvas, site_of(group), folder)
    now = window.controller.dateTimeRangeForFrameNumber(frame)
    assert [band for band, when in steps_by_band(group).items() if when.overlaps(now)] == [frame + 1]


def test_the_canvas_turns_to_the_site_at_the_peak_of_the_season(group, run_folder, window):
    show(window.canvas, site_of(group), run_folder)
    shown = window.controller.dateTimeRangeForFrameNumber(window.controller.currentFrameNumber())
    assert shown.begin().date() <= datetime.date(2021, 7, 15) < shown.end().date()
    assert window.canvas.extent().contains(group.findLayers()[0].layer().extent())


def test_the_project_gets_period_and_step_of_the_run(group):
    settings = QgsProject.instance().timeSettings()
    assert settings.timeStep() == 8
    assert settings.temporalRange().begin().toString("yyyy-MM-dd") == "2021-01-01"
    assert settings.temporalRange().end().toString("yyyy-MM-dd") == "2022-01-01"


def test_metadata_say_unit_provenance_and_terms(group):
    about = layer_of(group, "Total GPP").metadata()
    assert about.abstract().startswith("Total GPP of the period. Unit: g C m\u207b\u00b2.")
    assert layer_of(group, "Temperature, day").metadata().abstract().split(". ")[1] == "All-sky: the mean of clear and cloudy days"
    assert "Input: SPL3SMP_E, 365 granules." in about.history()
    assert "terms of use" in about.licenses()[0]
    assert about.extent().temporalExtents()[0].begin().date() == datetime.date(2021, 1, 1)


def test_loading_leaves_no_file_beside_the_rasters(group, run_folder):
    assert not [path.name for path in Path(run_folder).iterdir() if path.suffix == ".xml"]


def test_a_run_that_is_loaded_again_replaces_itself(group, run_folder):
    count = len(QgsProject.instance().mapLayers())
    load(run_folder)
    assert len(QgsProject.instance().mapLayers()) == count
    assert len(QgsProject.instance().layerTreeRoot().children()) == 1


def test_a_run_whose_layers_the_user_took_away_leaves_no_empty_group_behind(group, run_folder):
    project = QgsProject.instance()
    project.removeAllMapLayers()
    assert len(project.layerTreeRoot().children()) == 1  # QGIS leaves it
    finish(add_run(project, run_folder, "en"))
    (child,) = project.layerTreeRoot().children()
    assert child.findLayers()


def test_a_run_comes_below_the_outlines_of_drawn_zones_and_above_all_else(run_folder, tmp_path):
    project = QgsProject.instance()
    project.addMapLayer(QgsVectorLayer("Polygon?crs=EPSG:32613", "Stands", "memory"))
    zones = create(project, str(tmp_path / "zones.gpkg"), QgsCoordinateReferenceSystem("EPSG:32613"))
    for _ in range(2):
        group = load(run_folder)
        top = project.layerTreeRoot().children()
        assert [node.name() for node in top] == [zones.name(), group.name(), "Stands"]


def test_another_run_stays_when_one_is_released(group, run_folder, tmp_path):
    other = write_run(str(tmp_path / "other"), series=("gpp",)).folder
    load(other)
    assert release(QgsProject.instance(), run_folder)
    assert [node.name() for node in QgsProject.instance().layerTreeRoot().children()] == ["Boreal GPP: other, 2021"]


def test_release_says_when_there_is_nothing_to_release(qgis_app, tmp_path):
    assert not release(QgsProject.instance(), str(tmp_path))


def test_a_project_is_saved_beside_the_results_without_touching_the_open_one(run_folder):
    path = finish(write_project(run_folder, "en"))
    assert Path(path).name == "site.qgz"
    assert not QgsProject.instance().mapLayers()
    assert not QgsProject.instance().isDirty()


def test_a_run_folder_can_be_moved_with_its_project(run_folder, tmp_path):
    finish(write_project(run_folder, "en"))
    moved = Path(run_folder).rename(tmp_path / "moved")
    project = QgsProject()
    assert project.read(str(moved / "site.qgz"))
    layers = list(project.mapLayers().values())
    assert len(layers) >= 7 and all(layer.isValid() for layer in layers)
    assert {Path(layer.source()).parent for layer in layers} == {moved}
    assert project.crs().authid() == "EPSG:32613"


@pytest.mark.parametrize("content", [None, "{", '{"status": "running"}'])
def test_a_folder_without_a_finished_run_is_refused(qgis_app, tmp_path, content):
    if content is not None:
        (tmp_path / "run.json").write_text(content)
    with pytest.raises(InputError, match="holds no finished run"):
        load(str(tmp_path))
    assert not QgsProject.instance().mapLayers()


def test_a_run_that_lost_a_file_is_refused_with_its_name(run_folder):
    (Path(run_folder) / "lst.tif").unlink()
    with pytest.raises(InputError, match=r"lacks lst\.tif"):
        load(run_folder)


def test_a_raster_that_qgis_cannot_open_is_refused_and_nothing_is_added(run_folder):
    (Path(run_folder) / "strata.tif").write_bytes(b"II*\0cut")
    with pytest.raises(InputError, match=r"can't open .*strata\.tif"):
        load(run_folder)
    assert not QgsProject.instance().mapLayers()


def test_an_output_of_a_later_version_is_left_out(run_folder):
    path = Path(run_folder) / "run.json"
    record = json.loads(path.read_text())
    record["outputs"]["something_new"] = {"file": "new.tif", "variable": "something_new", "steps": True}
    path.write_text(json.dumps(record))
    assert load(run_folder).findLayers()


@pytest.mark.parametrize(
    ("first", "last", "shown", "period"),
    [
        ("2021-01-01", "2021-12-31", "2021-07-12", "2021"),
        ("2020-01-01", "2021-12-31", "2021-07-12", "2020-2021"),
        ("2020-01-01", "2021-04-15", "2020-07-11", "2020-01-01 / 2021-04-22"),
        ("2021-01-01", "2021-03-05", "2021-02-02", "2021-01-01 / 2021-03-05"),
    ],
)
def test_the_step_shown_is_that_of_the_last_summer_or_the_middle_one(tmp_path, first, last, shown, period):
    run = Run.read(write_run(str(tmp_path), first, last, ("gpp",)).folder)
    assert str(run.steps[run.shown_step].start) == shown
    assert run.period == period


def names(project):
    """Return the names of groups and layers in the legend."""
    root = project.layerTreeRoot()
    return [group.name() for group in root.findGroups(True)], [node.name() for node in root.findLayers()]


def legends(project):
    """Return every text in the legends of rasters."""
    rasters = [layer for layer in project.mapLayers().values() if isinstance(layer, QgsRasterLayer)]
    return [entry[0] for layer in rasters for entry in layer.renderer().legendSymbologyItems()]


@pytest.fixture
def english(run_folder):
    """An English project of a run, opened."""
    finish(write_project(run_folder, "en"))
    project = QgsProject.instance()
    assert project.read(str(Path(run_folder) / "site.qgz"))
    return project


def test_a_project_made_in_another_language_is_told_in_that_of_the_reader(english, run_folder):
    before = names(english), sorted(legends(english))
    finish(translate(english, "fr"))
    groups, layers = names(english)
    assert groups[0].startswith("Boreal GPP\u00a0: ") and "Dates de la saison" in groups
    assert {"PPB totale", "Strates", "Début de la saison"} < set(layers)
    assert any("Conifères" in label for label in legends(english)) and any(label.endswith((" avr.", " mai")) for label in legends(english))
    strata = next(layer for layer in english.mapLayers().values() if layer.name() == "Strates")
    assert strata.metadata().language() == "fr" and strata.metadata().title() == "Strates" and "Conifères" in strata.customProperty(TIP)
    assert not english.isDirty()
    finish(translate(english, "en"))
    assert (names(english), sorted(legends(english))) == before


def test_a_project_in_the_language_of_the_reader_is_left_alone(english):
    layers = {layer.id(): layer.renderer() for layer in english.mapLayers().values()}
    finish(translate(english, "en"))
    assert all(english.mapLayer(id_).renderer() is renderer for id_, renderer in layers.items())


def test_what_the_user_named_or_styled_stays_when_a_project_is_translated(english):
    by_name = {layer.name(): layer for layer in english.mapLayers().values()}
    by_name["Strata"].setName("Our strata")
    total = by_name["Total GPP"]
    total.renderer().setOpacity(0.5)
    group = english.layerTreeRoot().findGroups()[0]
    group.setName("Our run")
    english.setDirty(True)
    finish(translate(english, "fr"))
    assert {"Our strata", "PPB totale"} < set(names(english)[1]) and names(english)[0][0] == "Our run"
    assert total.renderer().opacity() == 0.5 and english.isDirty()


def test_a_project_whose_run_is_gone_is_left_as_it_is(english, run_folder):
    before = names(english)
    Path(run_folder, "run.json").unlink()
    finish(translate(english, "fr"))
    assert names(english) == before


def test_no_layer_is_drawn_with_the_default_grey(group):
    assert all(isinstance(node.layer(), QgsRasterLayer) for node in group.findLayers())
    assert {node.layer().renderer().type() for node in group.findLayers()} == {"singlebandpseudocolor", "paletted"}
