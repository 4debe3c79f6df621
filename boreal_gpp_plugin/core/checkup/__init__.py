"""The check-up: what the inputs hold for a site and period, and what is to be done about it, before anything is run."""
