"""Translation of the interface, following the language that QGIS is set to."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from .core.language import LANGUAGES
from .paths import TRANSLATIONS

CONTEXT = "boreal_gpp"


def tr(text: str) -> str:
    """Return `text` in the language of the interface."""
    return QCoreApplication.translate(CONTEXT, text)


def language() -> str:
    """Return the language of messages and reports ("en" or "fr") that suits the interface."""
    code = QgsApplication.locale()[:2].lower()
    return code if code in LANGUAGES else LANGUAGES[0]


def install_translator() -> QTranslator:
    """Return the translator of QGIS's language, at work until `remove_translator`; it must be kept alive."""
    translator = QTranslator()
    if translator.load(QLocale(QgsApplication.locale()), CONTEXT, "_", str(TRANSLATIONS)):
        QCoreApplication.installTranslator(translator)
    return translator


def remove_translator(translator: QTranslator) -> None:
    """Take the translator out of the application."""
    QCoreApplication.removeTranslator(translator)
