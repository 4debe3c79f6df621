"""Prints the validation table of a run folder."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from boreal_gpp_plugin.core.report import summary_table

if __name__ == "__main__":
    print(summary_table(json.loads((Path(sys.argv[1]) / "validation.json").read_text(encoding="utf-8"))))
