"""The sample site: a synthetic boreal training site, written in the formats of the real products."""
