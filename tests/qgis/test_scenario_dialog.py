"""The dialog of a changed climate: what it offers, refuses and gives back."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtWidgets import QDialogButtonBox

from boreal_gpp_plugin.core.scenarios.presets import PRESETS
from boreal_gpp_plugin.gui.scenario_dialog import ScenarioDialog


@pytest.fixture
def dialog(qgis_app, tmp_path):
    shown = ScenarioDialog(str(tmp_path / "run"))
    yield shown
    shown.deleteLater()


def can_go_on(dialog):
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


@pytest.mark.parametrize("name", PRESETS)
def test_each_preset_is_offered_with_its_source_and_what_is_not_modelled(dialog, name):
    dialog.climate.setCurrentIndex(dialog.climate.findData(name))
    assert dialog.scenario() == PRESETS[name] and "illustrative" in dialog.climate.currentText()
    assert "AR6" in dialog.words.text() and "CO2" in dialog.words.text()
    assert dialog.output.endswith(f"run_{name}") and can_go_on(dialog)


def test_no_word_of_a_preset_is_cut(dialog, qtbot):
    with qtbot.waitExposed(dialog):
        dialog.show()
    for i in range(dialog.climate.count()):
        dialog.climate.setCurrentIndex(i)
        qtbot.waitUntil(lambda: dialog.words.height() >= dialog.words.heightForWidth(dialog.words.width()))
    assert dialog.height() <= 580


def test_greenness_can_stay(dialog):
    dialog.greenness.setCurrentIndex(1)
    assert dialog.scenario().evi == "held"


def test_an_own_table_is_read_before_anything_is_mapped(dialog, tmp_path):
    dialog.climate.setCurrentIndex(dialog.climate.count() - 1)
    assert not can_go_on(dialog) and not dialog.problem.isVisibleTo(dialog)
    (tmp_path / "own.csv").write_text("driver,month,change\nlst,13,2\n", encoding="utf-8")
    dialog.table.setFilePath(str(tmp_path / "own.csv"))
    assert not can_go_on(dialog) and "13" in dialog.problem.text()
    (tmp_path / "good.csv").write_text("driver,month,change\nlst,,2\n", encoding="utf-8")
    dialog.table.setFilePath(str(tmp_path / "good.csv"))
    assert can_go_on(dialog) and dialog.scenario().deltas.lst == (2.0,) * 12


def test_the_run_itself_is_never_overwritten(dialog, tmp_path):
    for folder in ("", str(tmp_path / "run"), str(tmp_path / "x" / ".." / "run")):
        dialog.folder.setFilePath(folder)
        assert not can_go_on(dialog)
