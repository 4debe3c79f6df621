"""What is read of the inputs, and in which parts."""

from __future__ import annotations

import pytest
from affine import Affine
from reader_files import UTM13, write_granule

from boreal_gpp_plugin.core import ingest
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.readers import hls
from boreal_gpp_plugin.core.readers.catalogue import scan

TILE = Grid(UTM13, Affine(30, 0, 500000, 0, -30, 6000000), 2000, 4)
BLOCK = 256  # rows of a block of HLS


@pytest.fixture(scope="module")
def acquisition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hls")
    write_granule(folder, grid=TILE)
    return hls.acquisitions(scan(str(folder), Progress()).of("HLSL30"))[0]


def blocks_of(rows, first):
    return (first + rows.stop - 1) // BLOCK - (first + rows.start) // BLOCK + 1


@pytest.mark.parametrize(("first", "height"), [(0, 2000), (300, 1500), (500, 40), (-100, 700)])
def test_each_block_of_a_file_is_read_once_wherever_the_site_begins(acquisition, first, height):
    parts = ingest.rows_at_once(acquisition, TILE.subgrid(first, 0, height, 4))
    assert [part.start for part in parts] == [0, *(part.stop for part in parts[:-1])] and parts[-1].stop == height
    assert max(part.stop - part.start for part in parts) <= ingest.ROWS_AT_ONCE
    assert sum(blocks_of(part, first) for part in parts) == blocks_of(slice(0, height), first)


def test_parts_of_a_site_in_another_system_are_as_high_as_may_be(acquisition):
    site = Grid("EPSG:32612", Affine(30, 0, 700000, 0, -30, 6000000), 1000, 4)
    assert ingest.rows_at_once(acquisition, site) == [slice(0, 512), slice(512, 1000)]
