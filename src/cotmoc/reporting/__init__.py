"""Indicators, regimes, submissions, values and approvals."""
