"""Tasks: long jobs beside the window, their progress and their end."""
