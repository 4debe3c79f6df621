"""Zones and strata: drawn on the canvas, named in a table, counted in a legend."""
