"""The briefing: facts to a value, a value to documents."""
