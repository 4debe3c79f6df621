"""Readers of satellite products, maps and tower tables; each recognises a file, describes it, and reads it on a grid.

Reader modules name the products they know (`PRODUCTS`) and offer `recognise(path)`. The catalogue asks them in turn.
"""
