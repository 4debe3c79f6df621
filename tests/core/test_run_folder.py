"""What is on disk after a run, and what is not after one that did not end well."""

from __future__ import annotations

import errno
import shutil
from collections import namedtuple

import pytest

from boreal_gpp_plugin.core import file_lock, output_folder
from boreal_gpp_plugin.core.errors import Cancelled, OutputError
from boreal_gpp_plugin.core.run.run_folder import RunFolder
from boreal_gpp_plugin.core.run.text_files import write_json


def test_a_failed_run_leaves_nothing_behind(tmp_path):
    with pytest.raises(RuntimeError), RunFolder(str(tmp_path / "run")) as folder:
        (folder.scratch / "gpp.tif").touch()
        raise RuntimeError
    assert not (tmp_path / "run").exists()


def test_a_failed_run_leaves_an_earlier_result_whole(tmp_path):
    run = tmp_path / "run"
    with RunFolder(str(run)) as folder:
        write_json(folder.scratch / "run.json", {"status": "complete"})
        folder.publish()
    with pytest.raises(RuntimeError), RunFolder(str(run)) as folder:
        (folder.scratch / "gpp.tif").touch()
        raise RuntimeError
    assert [p.name for p in run.iterdir()] == ["run.json"]


def test_an_output_that_is_a_file_is_refused_before_any_work(tmp_path):
    path = tmp_path / "run"
    path.touch()
    with pytest.raises(OutputError) as error, RunFolder(str(path)):
        pytest.fail("the folder was entered")
    assert str(path) in str(error.value)
    assert error.value.fix is not None


@pytest.mark.parametrize("error", [RuntimeError, Cancelled, KeyboardInterrupt, MemoryError])
def test_folders_made_for_a_run_that_does_not_end_well_go_with_it(tmp_path, error):
    with pytest.raises(error), RunFolder(str(tmp_path / "results" / "2021" / "run")) as folder:
        (folder.scratch / "views.i16").touch()
        raise error
    assert not list(tmp_path.iterdir())


def test_folders_that_were_there_stay(tmp_path):
    (tmp_path / "results").mkdir()
    with pytest.raises(RuntimeError), RunFolder(str(tmp_path / "results" / "run")):
        raise RuntimeError
    assert [p.name for p in tmp_path.iterdir()] == ["results"]


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path):
    killed = RunFolder(str(tmp_path / "run"))
    (killed.scratch / "pictures").mkdir(parents=True)
    for name in ("in_use", "run.json", "pictures/gpp.png"):
        (killed.scratch / name).touch()
    with RunFolder(str(tmp_path / "run")) as folder:
        assert not folder.finished()


def test_a_folder_that_another_run_writes_into_is_refused_and_left_alone(tmp_path):
    with RunFolder(str(tmp_path / "run")) as first:
        (first.scratch / "gpp.tif").touch()
        with pytest.raises(OutputError, match="Another run is being written into"), RunFolder(str(tmp_path / "run")):
            pytest.fail("the folder was entered")
        assert [path.name for path in first.finished()] == ["gpp.tif"]
    with RunFolder(str(tmp_path / "run")):
        pass


def test_on_a_disk_without_locks_a_folder_can_be_written(tmp_path, monkeypatch):
    def refuse(number):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(file_lock, "_lock", refuse)
    with RunFolder(str(tmp_path / "run")) as folder:
        assert not folder.finished()


def publish(path, *names):
    with RunFolder(str(path)) as folder:
        for name in names:
            (folder.scratch / name).write_text(name)
        write_json(folder.scratch / "run.json", {"status": "complete"})
        folder.publish()


def test_a_new_result_leaves_no_file_of_an_earlier_one_and_touches_no_other(tmp_path):
    publish(tmp_path, "gpp.tif", "report.html", "evi.tif")
    (tmp_path / "notes.txt").touch()
    publish(tmp_path, "evi.tif")
    assert {p.name for p in tmp_path.iterdir()} == {"evi.tif", "run.json", "notes.txt"}


def test_a_file_that_cannot_be_replaced_leaves_no_result(tmp_path):
    publish(tmp_path, "gpp.tif")
    (tmp_path / "evi.tif" / "inside").mkdir(parents=True)
    with pytest.raises(OutputError, match="can't be replaced"):
        publish(tmp_path, "evi.tif", "gpp.tif")
    assert not (tmp_path / "run.json").exists()
    assert not list(tmp_path.glob(".*"))


def test_a_disk_that_fills_up_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(output_folder.shutil, "disk_usage", lambda path: namedtuple("Usage", "free")(1000))
    with pytest.raises(OutputError, match="is full"), RunFolder(str(tmp_path / "run")):
        raise OSError("No space left on device")
    assert not list(tmp_path.iterdir())


def test_a_result_that_a_full_disk_may_have_cut_is_none(tmp_path, monkeypatch):
    with pytest.raises(OutputError, match="is full"), RunFolder(str(tmp_path / "run")) as folder:
        (folder.scratch / "gpp.tif").touch()
        monkeypatch.setattr(output_folder.shutil, "disk_usage", lambda path: namedtuple("Usage", "free")(1000))
        folder.publish()
    assert not list(tmp_path.iterdir())


def test_an_error_of_reading_is_told_as_it_is(tmp_path):
    assert shutil.disk_usage(tmp_path).free > 2**24
    with pytest.raises(FileNotFoundError), RunFolder(str(tmp_path / "run")):
        raise FileNotFoundError
