"""Agencies, forces, areas; dated membership and succession; people."""
