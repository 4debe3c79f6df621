"""How properties are tested: on the same examples each time, whatever the time that each takes."""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
