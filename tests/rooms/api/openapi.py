"""The API's own description as a file of the documents.

``python tests/rooms/api/openapi.py`` writes it; a test compares.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGE = Path("docs/reference/openapi.json")


def text() -> str:
    """The description of every operation, sorted, as JSON."""
    from cotmoc.api.urls import api

    return (
        json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"
    )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    (ROOT / PAGE).write_text(text(), "utf-8")
