"""Boreal GPP: gross primary productivity of boreal landscapes at 30 m from satellite products."""

from __future__ import annotations


def classFactory(iface):
    """Return the plugin: what QGIS calls to load it."""
    from .plugin import BorealGppPlugin

    return BorealGppPlugin(iface)
