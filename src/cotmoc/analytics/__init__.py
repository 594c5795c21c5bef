"""Immutable snapshots and the measures over them."""
