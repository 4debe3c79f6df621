"""Readers of satellite products, maps and tower tables; each recognises a file, describes it, and reads it on a grid.

Reader modules name the products they know (`PRODUCTS`) and offer `recognise(path)`. The catalogue asks them in turn.

To add a product: a module with `PRODUCTS`, `recognise` (a Granule from name and header, None for other files, InputError for damaged ones)
and a function that reads a granule on a grid, float32 in the unit of `core.variables`, NaN where missing; its entry in `catalogue.READERS`;
its title in `checkup.check.TITLES`; and the place that uses it: `preflight` for observations, `reference.products` for GPP.
"""
