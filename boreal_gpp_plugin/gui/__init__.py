"""The window: a dock that leads from files to an answer."""
