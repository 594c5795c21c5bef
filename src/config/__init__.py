"""The composition root: settings, environment, clock, URLs."""
