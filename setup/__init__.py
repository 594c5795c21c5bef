"""What makes a fresh machine work: the Python environment, fonts, icons and translations.

Runs before any package is installed, so it uses the standard library only. Everything made lies under
``.venv`` and ``COTMOC_HOME``; every step is skipped while the digest of its inputs is unchanged.
"""
