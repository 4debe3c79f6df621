"""The settings that outlive a session, in one typed table; read and written on the main thread only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from qgis.core import QgsSettings

Value = TypeVar("Value", str, int)
_GROUP = "boreal_gpp"


@dataclass(frozen=True)
class Setting(Generic[Value]):
    """One value kept in the user's QGIS profile.

    Attributes
    ----------
    key : str
        Name in the profile, below the plugin's own group.
    default : str or int
        Value where nothing is kept; its type is the setting's type.
    """

    key: str
    default: Value

    def read(self) -> Value:
        """Return the value kept, or the default where there is none or one of another type."""
        try:
            return QgsSettings().value(f"{_GROUP}/{self.key}", self.default, type(self.default))
        except TypeError:  # a profile edited by hand
            return self.default

    def write(self, value: Value) -> None:
        """Keep the value."""
        QgsSettings().setValue(f"{_GROUP}/{self.key}", value)


INPUTS = Setting("inputs", "")
OUTPUT = Setting("output", "")
EXTENT = Setting("extent", "")  # left,bottom,right,top; empty for the whole site
EXTENT_CRS = Setting("extent_crs", "")
START = Setting("start", "")  # ISO date; empty for that of the inputs
END = Setting("end", "")
STEP_DAYS = Setting("step_days", 8)
ZONES_LAYER = Setting("zones_layer", "")  # a layer's id, found again in the project that holds it
ZONE_FIELD = Setting("zone_field", "")
ZONE_USE = Setting("zone_use", "stratum")
REFERENCE = Setting("reference", "auto")
SAMPLE_FOLDER = Setting("sample_folder", "")
SAMPLE_SIZE_KM = Setting("sample_size_km", 12)
