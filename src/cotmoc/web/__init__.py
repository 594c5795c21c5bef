"""Pages: one module a room; forms, templates, components, static files.

A page view is guarded by :func:`cotmoc.web.views.page`; it calls at most one action and any number of
queries and hands values to a template. What is shown around every page comes from ``context.frame``.
"""
