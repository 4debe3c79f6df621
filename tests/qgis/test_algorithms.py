"""The algorithms: what they offer, what they ask of the pipeline, what they refuse."""

from __future__ import annotations

import shutil
import sys
import threading
import types
from dataclasses import replace
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingParameterDefinition,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from running import Feedback, run

from boreal_gpp_plugin import settings
from boreal_gpp_plugin.core import packages, set_up
from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.core.request import RunRequest
from boreal_gpp_plugin.core.scenarios import projection

IDS = ("samplesite", "inspect", "runsite", "runsetup", "buildcube", "calibratetable", "scenario", "difference", "attribution", "report")


@pytest.fixture
def site(tmp_path):
    """Parameters of a run that the pipeline accepts."""
    (tmp_path / "site").mkdir()
    return {"INPUTS": str(tmp_path / "site"), "OUTPUT": str(tmp_path / "out")}


def test_the_provider_offers_its_algorithms_under_stable_ids(provider):
    assert provider.id() == "borealgpp" and provider.name() == "Boreal GPP"
    assert {algorithm.name() for algorithm in provider.algorithms()} == set(IDS)
    assert {algorithm.group() for algorithm in provider.algorithms()} == {"Boreal GPP"}


@pytest.mark.parametrize("name", IDS)
def test_an_algorithm_explains_itself(provider, name):
    algorithm = provider.algorithm(name)
    assert len(algorithm.shortHelpString()) > 100
    assert "gpp" in algorithm.tags()
    assert algorithm.helpUrl().startswith("file:") and algorithm.helpUrl().endswith(f"en/index.html#{name}")
    assert not algorithm.icon().isNull()


@pytest.mark.parametrize("name", IDS)
def test_an_algorithm_runs_in_the_background(provider, name):
    assert not provider.algorithm(name).flags() & type(provider.algorithm(name)).FlagNoThreading


@pytest.mark.parametrize("name", IDS)
def test_missing_packages_are_named(provider, name, monkeypatch):
    assert provider.algorithm(name).canExecute()[0]
    monkeypatch.setattr(packages, "missing", lambda: ("rasterio", "scipy"))
    ok, reason = provider.algorithm(name).canExecute()
    assert not ok and "rasterio, scipy" in reason


def test_the_main_job_declares_the_parameters_that_others_rely_on(provider):
    algorithm = provider.algorithm("runsite")
    names = {definition.name() for definition in algorithm.parameterDefinitions()}
    assert names == {
        "INPUTS", "EXTENT", "CRS", "RESOLUTION", "START", "END", "STEP", "REFERENCE", "ZONES", "ZONE_FIELD", "ZONE_USE", "MODEL",
        "SCENARIO", "THREADS", "MEMORY", "CLUSTER", "RETRIEVALS", "OVERPASSES", "LANGUAGE", "OUTPUT",
    }  # fmt: skip
    needed = {d.name() for d in algorithm.parameterDefinitions() if not d.flags() & QgsProcessingParameterDefinition.Flag.FlagOptional}
    assert {"INPUTS", "OUTPUT"} <= needed
    assert {definition.name() for definition in algorithm.outputDefinitions()} == {
        "OUTPUT", "REPORT", "PROJECT", "GPP", "GPP_TOTAL", "STRATA", "SCENARIO_FOLDER",
    }  # fmt: skip


def test_the_cube_takes_the_parameters_of_the_main_job_but_those_of_its_model(provider):
    names = {name: {d.name() for d in provider.algorithm(name).parameterDefinitions()} for name in ("runsite", "buildcube")}
    assert names["buildcube"] == names["runsite"] - {"REFERENCE", "MODEL", "SCENARIO"}


def test_a_cube_is_built_with_its_project(provider, pipeline, site):
    ok, results, feedback = run(provider, "buildcube", {**site, "START": "2021-05-01", "END": "2021-09-30"})
    assert ok
    assert (pipeline.requests[0].start, pipeline.requests[0].end) == ("2021-05-01", "2021-09-30")
    assert set(results) >= {"OUTPUT", "PROJECT"} and QgsProject().read(results["PROJECT"])
    assert not feedback.errors


def test_the_least_that_is_given_makes_a_run_with_defaults(provider, pipeline, site):
    ok, results, feedback = run(provider, "runsite", site)
    assert ok
    request = pipeline.requests[0]
    assert (request.extent, request.extent_crs, request.crs, request.start, request.end, request.zones) == (None,) * 6
    assert (request.resolution, request.step_days, request.reference, request.model, request.language) == (30.0, 8, "auto", "boreal", "en")
    assert Path(results["REPORT"]).is_file() and Path(results["GPP"]).is_file() and Path(results["STRATA"]).is_file()
    assert "r2 0.93 (en)" in feedback.information
    assert feedback.texts == ["Reading HLS views", "Mapping GPP"]


def test_the_project_is_written_after_the_run(provider, pipeline, site):
    _, results, _ = run(provider, "runsite", site)
    project = QgsProject()
    assert project.read(results["PROJECT"])
    assert all(layer.isValid() for layer in project.mapLayers().values())
    assert not QgsProject.instance().mapLayers()


def test_every_parameter_reaches_the_request(provider, pipeline, site):
    parameters = {
        **site,
        "EXTENT": "-105.5,-105.25,53.5,53.75 [EPSG:4326]",
        "CRS": "EPSG:3979",
        "RESOLUTION": 60,
        "START": "2021-05-01",
        "END": "2021-09-30",
        "STEP": 16,
        "REFERENCE": "l4c",
        "ZONE_USE": "only",
        "RETRIEVALS": "recommended",
        "OVERPASSES": "morning",
        "MODEL": "tg",
        "LANGUAGE": "fr",
    }
    assert run(provider, "runsite", parameters)[0]
    request = pipeline.requests[0]
    assert request.extent == (-105.5, 53.5, -105.25, 53.75)
    assert (request.extent_crs, request.crs, request.resolution) == ("EPSG:4326", "EPSG:3979", 60.0)
    assert (request.start, request.end, request.step_days) == ("2021-05-01", "2021-09-30", 16)
    assert (request.retrievals, request.overpasses) == ("recommended", "morning")
    assert (request.reference, request.zone_use, request.model, request.language) == ("l4c", "only", "tg", "fr")


@pytest.mark.parametrize("asked", ["vpm,l4c", ["vpm", "l4c"]])
def test_several_references_reach_the_request(provider, pipeline, site, asked):
    assert run(provider, "runsite", {**site, "REFERENCE": asked})[0]
    assert pipeline.requests[0].reference == "vpm,l4c"


@pytest.fixture
def scenarios(monkeypatch, real_run):
    """What was asked of the scenarios: run folder, id and output; a finished folder stands in for the result."""
    asked = []

    def project(folder, scenario, output, progress):
        asked.append((folder, scenario.id, output))
        return shutil.copytree(real_run, output)

    monkeypatch.setattr(projection, "run", project)
    return asked


def test_a_scenario_is_mapped_beside_the_run_with_its_own_project(provider, pipeline, scenarios, site):
    ok, results, _ = run(provider, "runsite", {**site, "SCENARIO": "ssp245_2041_2060"})
    assert ok
    beside = f"{site['OUTPUT']}_ssp245_2041_2060"
    assert scenarios == [(site["OUTPUT"], "ssp245_2041_2060", beside)]
    assert results["SCENARIO_FOLDER"] == beside
    assert all((Path(folder) / "site.qgz").is_file() for folder in (beside, site["OUTPUT"]))


def test_a_run_without_scenario_maps_none(provider, pipeline, scenarios, site):
    assert "SCENARIO_FOLDER" not in run(provider, "runsite", site)[1]
    assert not scenarios


@pytest.fixture
def zones(qgis_app):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326&field=stand:string(20)", "Stands", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["A 1"])
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(-105, 54, -104.9, 54.1)))
    layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_zones_in_memory_reach_the_run_as_a_file(provider, pipeline, site, zones):
    assert run(provider, "runsite", {**site, "ZONES": zones.id(), "ZONE_FIELD": "stand"})[0]
    request = pipeline.requests[0]
    assert QgsVectorLayer(request.zones, "copy", "ogr").featureCount() == 1
    assert request.zone_field == "stand"


def test_the_run_works_in_a_background_task_with_its_project_written_on_the_main_thread(provider, pipeline, site, qtbot):
    import threading

    context, feedback = QgsProcessingContext(), Feedback()
    context.setProject(QgsProject.instance())
    algorithm = provider.algorithm("runsite").create()
    ended = []
    task = QgsProcessingAlgRunnerTask(algorithm, site, context, feedback)
    task.executed.connect(lambda ok, results: ended.append(ok))
    QgsApplication.taskManager().addTask(task)
    qtbot.waitUntil(lambda: bool(ended), timeout=20000)
    assert ended == [True]
    assert pipeline.threads[0] is not threading.main_thread()
    assert (Path(site["OUTPUT"]) / "site.qgz").is_file()


def test_each_job_has_a_thread_of_its_own(provider, pipeline, site):
    for _ in range(2):
        assert run(provider, "runsite", site)[0]
    first, second = pipeline.threads
    assert threading.main_thread() not in (first, second) and first is not second


def test_warnings_of_the_run_are_told(provider, pipeline, site):
    pipeline.warnings = (msg("One file is cut."),)
    assert run(provider, "runsite", site)[2].warnings == ["One file is cut."]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"INPUTS": "/no/such/folder"}, "does not exist"),
        ({"START": "2021-09-01", "END": "2021-05-01"}, "before the first day"),
        ({"RESOLUTION": -1}, "RESOLUTION"),
        ({"STEP": 100}, "STEP"),
        ({"REFERENCE": "guess"}, "REFERENCE"),
        ({"REFERENCE": "auto,vpm"}, "auto,vpm"),
        ({"SCENARIO": "guess"}, "SCENARIO"),
    ],
)
def test_parameters_that_make_no_run_are_refused_before_it(provider, pipeline, site, change, reason):
    ok, said, _ = run(provider, "runsite", {**site, **change})
    assert not ok and reason in said
    assert not pipeline.requests


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (InputError(msg("No HLS granule was found."), msg("Add HLS granules.")), "No HLS granule was found. Add HLS granules."),
        (ZeroDivisionError("by zero"), "Something unexpected happened: ZeroDivisionError: by zero."),
    ],
)
def test_a_run_that_fails_says_what_and_what_to_do(provider, pipeline, site, error, said):
    pipeline.error = error
    ok, _, feedback = run(provider, "runsite", site)
    assert not ok
    assert any(said in text for text in feedback.errors)
    assert not (Path(site["OUTPUT"]) / "site.qgz").exists()


def test_a_cancelled_run_ends_without_results(provider, pipeline, site):
    class Cancelling(Feedback):
        def setProgressText(self, text):
            self.cancel()

    _, results, _ = run(provider, "runsite", site, Cancelling())
    assert "REPORT" not in results
    assert not (Path(site["OUTPUT"]) / "site.qgz").exists()


@pytest.fixture
def sample(monkeypatch):
    """What was asked of the sample site's writer, which writes nothing."""
    asked = []
    module = types.ModuleType("boreal_gpp_plugin.core.sample.site")
    module.write = lambda folder, seed, size_km, years, progress: asked.append((folder, seed, size_km, years))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return asked


def test_the_sample_site_has_defaults(provider, sample, tmp_path):
    ok, results, _ = run(provider, "samplesite", {"OUTPUT": str(tmp_path / "s")})
    assert ok and results["OUTPUT"] == str(tmp_path / "s")
    assert sample == [(str(tmp_path / "s"), 1, 12, 1)]


def test_the_sample_site_takes_seed_size_and_years(provider, sample, tmp_path):
    assert run(provider, "samplesite", {"OUTPUT": str(tmp_path), "SEED": 7, "SIZE_KM": 6, "YEARS": 2})[0]
    assert sample == [(str(tmp_path), 7, 6, 2)]


def test_a_temporary_folder_will_do(provider, sample):
    ok, results, _ = run(provider, "samplesite", {"OUTPUT": QgsProcessing.TEMPORARY_OUTPUT})
    assert ok and Path(results["OUTPUT"]).parent.exists()


@pytest.fixture
def tables(monkeypatch):
    """Stand in for the work on a table; keep what was asked."""
    asked = []

    def calibrate_table(path, output, form, schemes, train, progress):
        asked.append((path, output, form, schemes, train))
        return types.SimpleNamespace(warnings=(msg("No soil moisture."),), summary=lambda: "scores")

    monkeypatch.setitem(sys.modules, "boreal_gpp_plugin.core.table_run", types.SimpleNamespace(calibrate_table=calibrate_table))
    return asked


def test_a_table_is_fitted_with_all_that_was_asked(provider, tables, tmp_path):
    table = tmp_path / "towers.csv"
    table.touch()
    parameters = {"TABLE": str(table), "FORM": "tg", "SCHEMES": ["site"], "TRAIN": "CA-Man, FI-Hyy", "OUTPUT": str(tmp_path / "o")}
    ok, results, feedback = run(provider, "calibratetable", parameters)
    assert ok
    assert tables == [(str(table), str(tmp_path / "o"), "tg", ["site"], ["CA-Man", "FI-Hyy"])]
    assert results["VALIDATION"] == str(tmp_path / "o" / "validation.csv")
    assert (feedback.warnings, feedback.information) == (["No soil moisture."], ["scores"])


def test_a_table_needs_no_more_than_its_path(provider, tables, tmp_path):
    table = tmp_path / "towers.csv"
    table.touch()
    assert run(provider, "calibratetable", {"TABLE": str(table), "OUTPUT": str(tmp_path / "o")})[0]
    assert tables[0][2:] == ("boreal", ["year", "site"], [])


# A saved set-up


@pytest.fixture
def saved(site, tmp_path):
    """A set-up file as the dock writes it, and the request that it holds."""
    request = RunRequest(site["INPUTS"], site["OUTPUT"], start="2021-05-01", step_days=16, reference="none", sources={"DEM": ""})
    set_up.write({**request.to_dict(), "scenario": "", "zones_layer": ""}, str(tmp_path / "a.json"))
    return str(tmp_path / "a.json"), request


def test_a_saved_set_up_is_run_as_it_was_saved(provider, pipeline, saved):
    path, request = saved
    ok, results, _ = run(provider, "runsetup", {"SETUP": path})
    assert ok
    assert pipeline.requests == [request]
    assert Path(results["REPORT"]).is_file() and Path(results["PROJECT"]).is_file()
    assert results["OUTPUT"] == request.output


@pytest.mark.parametrize("name", ["ssp585_2081_2100", "guess"])
def test_a_saved_set_up_maps_its_scenario_or_says_which_there_are(provider, pipeline, scenarios, saved, tmp_path, name):
    _, request = saved
    set_up.write({**request.to_dict(), "scenario": name}, str(tmp_path / "b.json"))
    ok, _, feedback = run(provider, "runsetup", {"SETUP": str(tmp_path / "b.json")})
    assert ok == bool(scenarios) == (name != "guess")
    assert ok or (any("Give one of ssp245" in text for text in feedback.errors) and not pipeline.requests)


def test_a_saved_set_up_is_run_with_what_this_computer_may_take(provider, pipeline, saved, tmp_path):
    _, request = saved
    set_up.write(replace(request, threads=64, cluster="tcp://elsewhere:8786").to_dict(), str(tmp_path / "b.json"))
    settings.THREADS.write(3)
    assert run(provider, "runsetup", {"SETUP": str(tmp_path / "b.json")})[0]
    assert pipeline.requests == [replace(request, threads=3)]


def test_a_saved_set_up_can_write_elsewhere(provider, pipeline, saved, tmp_path):
    path, request = saved
    ok, _, _ = run(provider, "runsetup", {"SETUP": path, "OUTPUT": str(tmp_path / "elsewhere")})
    assert ok
    assert pipeline.requests == [replace(request, output=str(tmp_path / "elsewhere"))]


def test_a_file_without_set_up_is_refused_before_anything_starts(provider, pipeline, tmp_path):
    (tmp_path / "a.json").write_text("{}")
    ok, reason, _ = run(provider, "runsetup", {"SETUP": str(tmp_path / "a.json")})
    assert not ok and "holds no set-up" in reason
    assert not pipeline.requests
