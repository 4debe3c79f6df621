"""A place of a run: picked on the canvas, charted, compared, asked what if."""
