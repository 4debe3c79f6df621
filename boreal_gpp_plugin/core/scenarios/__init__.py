"""Scenarios: a finished run's model under a changed climate."""
