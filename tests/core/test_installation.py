"""Missing packages installed by pip, without numpy and without harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from wheel_files import write_wheel

from boreal_gpp_plugin.core import installation
from boreal_gpp_plugin.core.installation import PYTHON, Answer, install, interpreters
from boreal_gpp_plugin.core.packages import PackageError

PIP = f"pip 23.0.1 from /usr/lib/python3/dist-packages/pip (python {PYTHON})"


def really(command):
    """Run a command as QGIS would."""
    environment = {**os.environ, "PYTHONPATH": command.searched}
    done = subprocess.run([command.program, *command.arguments], env=environment, capture_output=True, text=True, check=False)
    return Answer(done.returncode, done.stdout)


def play(work, answered_by):
    """Return what an installation returns, and the commands that it gave."""
    commands, answer = [], None
    while True:
        try:
            commands.append(work.send(answer))
        except StopIteration as end:
            return end.value, commands
        answer = answered_by(commands[-1])


def pip(report=(), version=PIP, **codes):
    """Return a pip that would install what `report` lists; `codes` are those with which it ends: plan, install or load."""

    def answer(command):
        if "--version" in command.arguments:
            return Answer(0, version)
        if "--dry-run" in command.arguments:
            found = [{"metadata": {"name": name, "version": release}} for name, release in report]
            return Answer(codes.get("plan", 0), json.dumps({"install": found}))
        return Answer(codes.get("load" if "-c" in command.arguments else "install", 0))

    return answer


@pytest.fixture
def wheels(tmp_path):
    """A folder with a package, what it needs, a version of it that this numpy does not suit, and a numpy."""
    folder = tmp_path / "clé usb d'été"
    write_wheel(folder, "boreal_tiny", "1.0", ("numpy>=1.17", "boreal_needed"), "import boreal_needed")
    write_wheel(folder, "boreal_tiny", "2.0", ("numpy>=99", "boreal_needed"))
    write_wheel(folder, "boreal_needed", "3.1")
    write_wheel(folder, "numpy", "99.0")
    return folder


# Really


def test_a_package_comes_from_a_folder_with_what_it_needs_in_the_version_that_suits_numpy_which_stays(wheels, tmp_path):
    target = tmp_path / "profil" / "python"
    pins, _ = play(install(["boreal_tiny"], str(target), str(wheels)), really)
    assert sorted(pins) == ["boreal_needed==3.1", "boreal_tiny==1.0"]
    assert {path.name for path in target.glob("*.py")} == {"boreal_tiny.py", "boreal_needed.py"}
    assert not list(target.glob("numpy*"))


def test_it_can_be_installed_again_over_what_an_earlier_attempt_left(wheels, tmp_path):
    (tmp_path / "python").mkdir()
    (tmp_path / "python" / "boreal_tiny.py").write_text("raise ImportError")
    play(install(["boreal_tiny"], str(tmp_path / "python"), str(wheels)), really)
    assert (tmp_path / "python" / "boreal_tiny.py").read_text() == "import boreal_needed"


def test_a_folder_without_the_wheels_is_refused_with_the_command_that_fills_it(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(PackageError, match=rf"empty lacks wheels .* pip download .* {PYTHON} boreal_tiny numpy=={np.__version__}"):
        play(install(["boreal_tiny"], str(tmp_path / "python"), str(tmp_path / "empty")), really)
    assert not (tmp_path / "python").exists()


def test_what_does_not_load_is_no_success(tmp_path):
    write_wheel(tmp_path / "wheels", "boreal_tiny", source="raise ImportError('DLL')")
    with pytest.raises(PackageError, match="does not work here"):
        play(install(["boreal_tiny"], str(tmp_path / "python"), str(tmp_path / "wheels")), really)


def test_this_python_is_among_the_interpreters():
    say = "import sys; print(sys.base_exec_prefix)"
    found = {subprocess.run([python, "-c", say], capture_output=True, text=True, check=True).stdout.strip() for python in interpreters()}
    assert found == {sys.base_exec_prefix}


# By what is asked of pip


def test_numpy_is_given_to_pip_as_it_is_and_never_installed():
    pins, commands = play(install(["rasterio"], "/profile"), pip([("rasterio", "1.4.4"), ("NumPy", np.__version__), ("affine", "3.0.1")]))
    _, plan, installing, loading = commands
    assert pins == ("rasterio==1.4.4", "affine==3.0.1")
    assert f"numpy=={np.__version__}" in plan.arguments and "--target" not in plan.arguments
    assert {"--no-deps", "--target", *pins} <= set(installing.arguments) and "numpy" not in " ".join(installing.arguments)
    assert loading.searched == "/profile" and loading.arguments == ("-c", "import rasterio")


@pytest.mark.parametrize("wheels", [None, "/stick"])
def test_the_internet_is_asked_only_where_no_folder_is_given(wheels):
    _, (_, plan, installing, _) = play(install(["rasterio"], "/profile", wheels), pip([("rasterio", "1.4.4")]))
    for command in (plan, installing):
        assert ("--no-index" in command.arguments) == (wheels is not None)
        assert "--only-binary" in command.arguments


def test_what_this_python_has_already_is_not_installed_again():
    pins, commands = play(install(["rasterio"], "/profile"), pip())
    assert pins == () and len(commands) == 2


def test_without_the_internet_it_says_so():
    with pytest.raises(PackageError, match=r"can't be downloaded.*connection"):
        play(install(["rasterio"], "/profile"), pip(plan=1))


def test_a_folder_that_can_not_be_written_is_named():
    with pytest.raises(PackageError, match="into /profile"):
        play(install(["rasterio"], "/profile"), pip([("rasterio", "1.4.4")], install=1))


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("", "has no pip"),
        ("pip 24.0 from /elsewhere (python 2.7)", "has no pip"),
        (f"pip 20.2.3 from /x (python {PYTHON})", "is too old"),
    ],
)
def test_a_python_without_a_pip_that_serves_says_so(version, words):
    with pytest.raises(PackageError, match=rf"{words}.*Install the packages as the plugin's help says"):
        play(install(["rasterio"], "/profile"), pip(version=version))


def test_on_windows_the_interpreter_is_the_one_of_qgis_although_the_program_is_qgis(tmp_path, monkeypatch):
    home, beside = tmp_path / "apps" / "Python312", tmp_path / "bin"
    for path in (home / "python.exe", beside / "qgis-bin.exe", beside / "python3.exe"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.setattr(installation.sys, "platform", "win32")
    monkeypatch.setattr(installation.sys, "base_exec_prefix", str(home))
    monkeypatch.setattr(installation.sys, "executable", str(beside / "qgis-bin.exe"))
    assert interpreters() == [str(home / "python.exe"), str(beside / "python3.exe")]


def test_on_macos_the_interpreter_is_looked_for_inside_the_application(tmp_path, monkeypatch):
    program = tmp_path / "QGIS.app" / "Contents" / "MacOS" / "QGIS"
    python = program.parent / "bin" / "python3"
    python.parent.mkdir(parents=True)
    for path in (program, python):
        path.touch()
    monkeypatch.setattr(installation.sys, "base_exec_prefix", str(tmp_path / "nowhere"))
    monkeypatch.setattr(installation.sys, "executable", str(program))
    assert interpreters() == [str(python)]
