"""Where the plugin's own files are."""

from __future__ import annotations

from pathlib import Path

PLUGIN = Path(__file__).resolve().parent
ICON = PLUGIN / "resources" / "icon.svg"
TRANSLATIONS = PLUGIN / "i18n"


def help_page(language: str) -> Path:
    """Return the local help page in `language` ("en" or "fr")."""
    return PLUGIN / "resources" / "help" / language / "index.html"
