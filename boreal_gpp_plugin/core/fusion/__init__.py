"""Fusion: observations of different grids and days become drivers on one grid and calendar.

Each driver has a file. Coarse observations are first filled in time on their own cells, then interpolated to the site's grid tile by
tile, so that memory follows the tile and not the site.
"""
