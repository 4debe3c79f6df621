"""How much sooner a large table is cross-validated by fits to some of its rows, and what that costs; printed, not judged."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from typing import Callable, TypeVar

import numpy as np
import pandas as pd
from tower_table import make_table, save

from boreal_gpp_plugin.core.model import table, table_validation
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.progress import Progress

COPIES, YEARS = 16, 10  # of eight sites, of days

Found = TypeVar("Found")


def daily() -> pd.DataFrame:
    """Return the rows of 128 towers, ten years of days each."""
    copies = [make_table(YEARS, 1, seed) for seed in range(COPIES)]
    return pd.concat([rows.assign(site=rows["site"] + f"-{i}") for i, rows in enumerate(copies)], ignore_index=True)


def timed(step: Callable[[], Found]) -> tuple[float, Found]:
    """Return the seconds that a step takes, and what it finds."""
    began = time.process_time()
    found = step()
    return time.process_time() - began, found


def main(site: str, output: str) -> None:
    """Print seconds of the processor and errors by fits to all rows of a table beside `site`, and by fits to some of them."""
    folder = Path(site).parent / "table"
    folder.mkdir(exist_ok=True)
    path = save(daily(), folder)
    seconds, sites = timed(lambda: table.read(path))
    n, training = int(np.isfinite(sites.sample.gpp).sum()), np.ones(len(sites.sites), bool)
    print(f"{n} rows of {len(training)} sites read in {seconds:.1f} s")
    most = table_validation._MOST_ROWS

    def held_out(rows: int) -> tuple[float, float]:
        """Return the seconds that years take to be left out, where a table of more rows is large, and the error."""
        table_validation._MOST_ROWS = rows
        took, (found, _) = timed(lambda: table_validation.predictions(sites, [FORMS["boreal"]], ["year"], training, Progress()))
        return took, float(np.sqrt(np.nanmean((found[-1].gpp - sites.sample.gpp) ** 2)))

    whole, some = held_out(n), held_out(most)
    print(f"{whole[0]:7.1f} s to leave years out by fits to all rows, RMSE {whole[1]:.4f} g C m-2 d-1")
    print(f"{some[0]:7.1f} s by fits to {most} rows, with the fit to all, RMSE {some[1]:.4f} g C m-2 d-1")
    print(f"{whole[0] / some[0]:7.1f} times as fast, error {some[1] / whole[1] - 1:+.2%}")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MB at most")


if __name__ == "__main__":
    main(*sys.argv[1:])
