"""Strata: land cover by fire age and drawn zones."""
