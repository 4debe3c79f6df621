"""The packages that the main job needs."""

from __future__ import annotations

import pytest

from boreal_gpp_plugin.core import packages


def test_a_missing_package_is_named_with_the_fix(monkeypatch):
    monkeypatch.setattr(packages, "find_spec", lambda name: None if name == "rasterio" else object())
    with pytest.raises(packages.PackageError, match=r"lacks: rasterio\. Press Install"):
        packages.require()


def test_nothing_is_refused_where_all_are_there(monkeypatch):
    monkeypatch.setattr(packages, "find_spec", lambda name: object())
    packages.require()
    assert packages.missing() == ()
