"""Set-up files: the same request on another computer."""

from __future__ import annotations

import json
import shutil

import pytest

from boreal_gpp_plugin.core import set_up
from boreal_gpp_plugin.core.errors import InputError, OutputError
from boreal_gpp_plugin.core.request import RunRequest


def test_a_set_up_makes_the_request_that_was_saved(tmp_path):
    request = RunRequest(
        str(tmp_path / "site"), str(tmp_path / "run"), extent=(0.0, 0.0, 30.0, 60.0), extent_crs="EPSG:32613", start="2021-05-01"
    )
    set_up.write(request.to_dict(), str(tmp_path / "a.json"))
    assert set_up.request(str(tmp_path / "a.json")) == request


def test_paths_near_the_file_move_with_it(tmp_path):
    here, there = tmp_path / "here", tmp_path / "ailleurs d'\u00e9t\u00e9"
    (here / "sets").mkdir(parents=True)
    values = {"inputs": str(here / "site"), "output": str(here / "sets" / "run"), "zones": f"{here / 'site' / 'z.gpkg'}|layername=stands"}
    set_up.write(values, str(here / "sets" / "a.json"))
    shutil.copytree(here, there)
    request = set_up.request(str(there / "sets" / "a.json"))
    assert request.inputs == str(there / "site")
    assert request.output == str(there / "sets" / "run")
    assert request.zones == f"{there / 'site' / 'z.gpkg'}|layername=stands"


def test_paths_far_from_the_file_stay_where_they_are(tmp_path):
    far = str(tmp_path / "data" / "site")
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    set_up.write({"inputs": far, "output": str(deep / "run")}, str(deep / "a.json"))
    assert json.loads((deep / "a.json").read_text())["request"] == {"inputs": far, "output": "run"}
    assert set_up.request(str(deep / "a.json")).inputs == far


def test_the_record_of_a_finished_run_is_a_set_up_too(tmp_path):
    (tmp_path / "run.json").write_text(json.dumps({"status": "complete", "request": RunRequest("/x", "/y", reference="vpm").to_dict()}))
    assert set_up.request(str(tmp_path / "run.json")) == RunRequest("/x", "/y", reference="vpm")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"request": 3}', '{"request": ["inputs"]}', "\x00"])
def test_another_file_is_refused_with_the_fix(tmp_path, content):
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(InputError, match="holds no set-up"):
        set_up.read(str(tmp_path / "a.json"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("inputs", 5),
        ("zones", {"path": "z.gpkg"}),
        ("extent", [0, 0, 1]),
        ("extent", ["0", "0", "1", "1"]),
        ("extent", [0, 0, 1, float("nan")]),
        ("resolution", "30"),
        ("step_days", 8.5),
        ("step_days", 10**30),
        ("sources", ["SLSTR"]),
        ("sources", {"SLSTR": 1}),
        ("scenario", ["ssp245"]),
    ],
)
def test_a_value_that_is_none_is_named(tmp_path, name, value):
    (tmp_path / "a.json").write_text(json.dumps({"request": {"inputs": "site", "output": "run", name: value}}))
    with pytest.raises(InputError, match=f"^{name} is "):
        set_up.request(str(tmp_path / "a.json"))


def test_a_file_has_no_say_in_what_a_computer_or_a_cluster_does(tmp_path):
    foreign = RunRequest(str(tmp_path / "site"), str(tmp_path / "run"), threads=64, memory_gb=500.0, cluster="tcp://elsewhere:8786")
    set_up.write(foreign.to_dict(), str(tmp_path / "a.json"))
    assert set_up.request(str(tmp_path / "a.json")) == RunRequest(foreign.inputs, foreign.output)


def test_a_set_up_without_inputs_can_be_opened_but_not_run(tmp_path):
    set_up.write({"inputs": "", "output": str(tmp_path)}, str(tmp_path / "a.json"))
    assert set_up.read(str(tmp_path / "a.json"))["inputs"] == ""
    with pytest.raises(InputError, match="does not say inputs"):
        set_up.request(str(tmp_path / "a.json"))


def test_a_file_that_cannot_be_written_is_explained(tmp_path):
    with pytest.raises(OutputError, match="can't be written"):
        set_up.write({}, str(tmp_path / "nowhere" / "a.json"))
