"""Tasks, roles and the events that make their state."""
