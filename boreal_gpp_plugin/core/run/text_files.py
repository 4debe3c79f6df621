"""Text files: tables and records of a run, as CSV and JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

import numpy as np


def write_table(path: Path, rows: Sequence[Mapping[str, Any]], columns: Optional[Sequence[str]] = None) -> None:
    """Write rows as CSV in UTF-8; missing values (None, NaN) are empty."""
    columns = list(columns or (rows[0] if rows else []))
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in rows:
            values = (row.get(c) for c in columns)
            writer.writerow(["" if v is None or (isinstance(v, float) and np.isnan(v)) else v for v in values])


def write_json(path: Path, data: Mapping[str, Any]) -> None:
    """Write plain values as JSON; NaN is refused, for JSON has none."""
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False), encoding="utf-8")
