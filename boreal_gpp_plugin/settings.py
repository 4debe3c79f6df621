"""The settings that outlive a session, in one typed table; read and written on the main thread only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from qgis.core import QgsSettings

from .core.request import RunRequest

Value = TypeVar("Value", str, int, float)
_GROUP = "boreal_gpp"


@dataclass(frozen=True)
class Setting(Generic[Value]):
    """One value kept in the user's QGIS profile.

    Attributes
    ----------
    key : str
        Name in the profile, below the plugin's own group.
    default : str, int or float
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


SET_UP = Setting("set_up", "")  # JSON of what the pages said last
SAMPLE_FOLDER = Setting("sample_folder", "")
SAMPLE_SIZE_KM = Setting("sample_size_km", 12)
THREADS = Setting("threads", RunRequest.threads)
MEMORY_GB = Setting("memory_gb", RunRequest.memory_gb)
CLUSTER = Setting("cluster", RunRequest.cluster)
INPUTS_ROOT = Setting("inputs_root", "")
OUTPUT_ROOT = Setting("output_root", "")
REPORT_LANGUAGE = Setting("report_language", "")  # empty for that of the interface


def resources() -> dict[str, Any]:
    """Return what of a request says how much of this computer, or which cluster, a run may take."""
    return {"threads": THREADS.read(), "memory_gb": MEMORY_GB.read(), "cluster": CLUSTER.read()}
