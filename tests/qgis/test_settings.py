"""Settings: typed, with defaults, and robust against a profile edited by hand."""

from __future__ import annotations

import pytest
from qgis.core import QgsSettings

from boreal_gpp_plugin import settings
from boreal_gpp_plugin.settings import Setting

TABLE = {name: value for name, value in vars(settings).items() if isinstance(value, Setting)}


@pytest.mark.parametrize("setting", TABLE.values(), ids=TABLE)
def test_a_setting_that_was_never_written_is_its_default(setting):
    assert setting.read() == setting.default


@pytest.mark.parametrize("setting", TABLE.values(), ids=TABLE)
def test_a_setting_keeps_its_value_and_type(setting):
    value = {int: 5, float: 2.5, str: "d'\u00e9t\u00e9/a b"}[type(setting.default)]
    setting.write(value)
    assert setting.read() == value
    assert type(setting.read()) is type(setting.default)


def test_a_value_of_another_type_gives_the_default():
    QgsSettings().setValue("boreal_gpp/sample_size_km", "twelve")
    assert settings.SAMPLE_SIZE_KM.read() == 12


def test_every_setting_has_a_key_of_its_own():
    assert len({setting.key for setting in TABLE.values()}) == len(TABLE)
