"""Meetings and their decisions."""
