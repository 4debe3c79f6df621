"""Layers: a run folder on the canvas, styled, described and tied to time. Main thread only."""
