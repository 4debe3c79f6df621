"""The report of a run: one page that says what was made, from what, and how good it is."""

from __future__ import annotations

from .page import write_report
from .summary import summary_table

__all__ = ["summary_table", "write_report"]
