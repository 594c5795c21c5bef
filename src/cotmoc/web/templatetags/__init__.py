"""Template tags and filters: ``{% load cotmoc %}``."""
