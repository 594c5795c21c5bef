"""Cột Mốc: from directive to briefing for a border province's steering committee."""
