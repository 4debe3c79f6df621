"""Where the plugin's own files are, and where it may keep what it need not know."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication

PLUGIN = Path(__file__).resolve().parent
ICON = PLUGIN / "resources" / "icon.svg"
TRANSLATIONS = PLUGIN / "i18n"


def help_page(language: str, topic: str = "index") -> Path:
    """Return the local help page on `topic` in `language` ("en" or "fr"); the topics are the guide's index and the dock's steps."""
    return PLUGIN / "resources" / "help" / language / f"{topic}.html"


def cache_folder() -> str:
    """Return the folder in the user's profile where it is remembered what input files are; it may be deleted at any time."""
    return str(Path(QgsApplication.qgisSettingsDirPath()) / "cache" / "boreal_gpp")


def python_folder() -> str:
    """Return the folder in the user's profile that QGIS searches for Python packages."""
    return str(Path(QgsApplication.qgisSettingsDirPath()) / "python")
