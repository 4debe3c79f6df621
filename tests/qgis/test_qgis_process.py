"""The algorithms from a shell: what is there, and how a refusal reads."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def qgis_process(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([str(ROOT / ".ci" / "qgis_process"), *arguments], capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def described():
    return json.loads(qgis_process("--json", "help", "borealgpp:runsite").stdout)


def test_the_main_job_is_described_with_its_defaults(described):
    defaults = {name: entry.get("default_value") for name, entry in described["parameters"].items()}
    assert (defaults["RESOLUTION"], defaults["STEP"], defaults["REFERENCE"]) == (30, 8, ["auto"])
    assert set(described["outputs"]) == {"OUTPUT", "REPORT", "PROJECT", "SCENARIO_FOLDER", "GPP", "GPP_TOTAL", "STRATA"}


@pytest.mark.parametrize("name", ["runsite", "buildcube"])
def test_inputs_without_hls_end_with_one_sentence_and_leave_nothing(tmp_path, name):
    (tmp_path / "empty").mkdir()
    done = qgis_process("run", f"borealgpp:{name}", "--", f"INPUTS={tmp_path / 'empty'}", f"OUTPUT={tmp_path / 'out'}")
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert f"No HLS granule was found in {tmp_path / 'empty'}. Add HLS" in said
    assert "Traceback" not in said
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_cannot_be_made_ends_with_one_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    done = qgis_process("run", "borealgpp:runsite", "--", f"INPUTS={tmp_path}", f"OUTPUT={tmp_path / 'file' / 'out'}")
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "can't be written" in said and "Choose a folder" in said
    assert "Traceback" not in said


def test_inputs_are_checked_into_a_page(tmp_path):
    (tmp_path / "site, é").mkdir()
    (tmp_path / "site, é" / "CA_forest_VLCE2_2019.tif").write_bytes(b"")
    page = tmp_path / "page.html"
    done = qgis_process("run", "borealgpp:inspect", "--", f"INPUTS={tmp_path / 'site, é'}", f"OUTPUT_HTML={page}")
    assert done.returncode == 0 and "Traceback" not in done.stdout + done.stderr
    for text in ("No HLS granule was found", "it is empty"):
        assert text in done.stdout + done.stderr and text in page.read_text(encoding="utf-8")
