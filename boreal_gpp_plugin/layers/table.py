"""Tables: rows as a file for a spreadsheet, written by QGIS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qgis.core import QgsCoordinateTransformContext, QgsFeature, QgsVectorFileWriter, QgsVectorLayer

from ..core.errors import OutputError
from ..core.language import msg

DRIVERS = {".xlsx": "XLSX", ".ods": "ODS", ".csv": "CSV"}


def export(rows: Sequence[Mapping[str, Any]], path: str) -> None:
    """Write rows of one form, texts and numbers, as .xlsx, .ods or .csv; None is left empty.

    Raises
    ------
    OutputError
        When the file can't be written.
    """
    fields = "&".join(f"field={name}:{'string' if isinstance(value, str) else 'double'}" for name, value in rows[0].items())
    layer = QgsVectorLayer(f"None?{fields}", "GPP", "memory")
    for row in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(row.values()))
        layer.dataProvider().addFeature(feature)
    if not _can_be_written(path):
        raise _unwritable(path)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = DRIVERS[Path(path).suffix.lower()]
    options.layerName = "GPP"
    if options.driverName == "CSV":
        options.layerOptions = ["WRITE_BOM=YES"]  # by which spreadsheets tell UTF-8
    written = QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, QgsCoordinateTransformContext(), options)
    if written[0] != QgsVectorFileWriter.WriterError.NoError:
        raise _unwritable(path)


def _can_be_written(path: str) -> bool:
    """Return whether a file can be made or replaced; drivers that write at the end do not tell."""
    try:
        with open(path, "ab"):
            return True
    except OSError:
        return False


def _unwritable(path: str) -> OutputError:
    """Return the error that a table can't be written."""
    return OutputError(
        msg("The table can't be written to {path}.", path=path),
        msg("Close it where it is open, or choose a folder that can be written to."),
    )
