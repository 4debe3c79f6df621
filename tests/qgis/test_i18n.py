"""The language of the interface follows QGIS."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtWidgets import QDialog

from boreal_gpp_plugin import i18n, paths
from boreal_gpp_plugin.gui import button


@pytest.fixture
def locale(qgis_app):
    """Set QGIS's own language, as its options do."""

    def set_to(name):
        QgsSettings().setValue("locale/overrideFlag", True)
        QgsSettings().setValue("locale/userLocale", name)

    yield set_to
    QgsSettings().remove("locale")


@pytest.mark.parametrize(("name", "language"), [("fr", "fr"), ("fr_CA", "fr"), ("en_US", "en"), ("de", "en"), ("C", "en")])
def test_messages_are_in_french_where_qgis_is_and_else_in_english(locale, name, language):
    locale(name)
    assert i18n.language() == language


@pytest.mark.parametrize("name", ["fr", "fr_CA"])
def test_the_translator_of_qgis_language_is_at_work_until_removed(locale, name, tmp_path, monkeypatch):
    locale(name)
    translator = i18n.install_translator()
    assert not translator.isEmpty()
    assert i18n.tr("no such text") == "no such text"
    i18n.remove_translator(translator)


def test_a_language_without_translation_leaves_the_source(locale):
    locale("de")
    translator = i18n.install_translator()
    assert i18n.tr("Results") == "Results"
    i18n.remove_translator(translator)


def test_buttons_of_dialogs_are_french_without_the_translations_of_qt(locale, qtbot):
    locale("fr")
    translator = i18n.install_translator()
    dialog = QDialog()
    qtbot.addWidget(dialog)
    kinds = (button.OK, button.CANCEL, button.CLOSE, button.HELP)
    box = button.dialog_buttons(dialog, *kinds)
    assert [box.button(kind).text().replace("&", "") for kind in kinds] == ["OK", "Annuler", "Fermer", "Aide"]
    said = button.dialog_buttons(dialog, *kinds[:2], ok="Cartographier")
    assert [said.button(kind).text().replace("&", "") for kind in kinds[:2]] == ["Cartographier", "Annuler"]
    i18n.remove_translator(translator)


def test_every_dialog_takes_its_standard_buttons_from_one_place():
    own = [path.name for path in Path(button.__file__).parent.rglob("*.py") if "QDialogButtonBox(" in path.read_text(encoding="utf-8")]
    assert own == ["button.py"]


def test_the_buttons_of_a_dialog_accept_and_reject_it(qgis_app, qtbot):
    for kind, result in ((button.OK, QDialog.DialogCode.Accepted), (button.CLOSE, QDialog.DialogCode.Rejected)):
        dialog = QDialog()
        qtbot.addWidget(dialog)
        ended = []
        dialog.finished.connect(ended.append)
        box = button.dialog_buttons(dialog, kind)
        box.button(kind).click()
        assert ended == [result]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_guide_lies_in_the_plugin(language):
    page = paths.help_page(language).read_text(encoding="utf-8")
    assert f'lang="{language}"' in page
    for anchor in ("samplesite", "runsite", "packages"):
        assert f'id="{anchor}"' in page


def test_the_icon_lies_in_the_plugin(qgis_app):
    from qgis.PyQt.QtGui import QIcon

    assert not QIcon(str(paths.ICON)).pixmap(24, 24).isNull()
    assert QgsApplication.instance() is not None
