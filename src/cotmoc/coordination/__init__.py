"""Joint activities of several forces, each one event."""
