"""The run folder: written, read again, and told in numbers."""
