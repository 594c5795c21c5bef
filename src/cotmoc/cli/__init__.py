"""The ``cotmoc`` command: parse, call one action or query, print.

A command is a module of this package with ``add_arguments(parser)`` and ``run(args) -> int``; it is imported
only when it is the one asked for. ``main.COMMANDS`` names them.
"""
