"""A briefing as JSON: the printed figures with their keys, and the value in which they stand."""

from __future__ import annotations

import dataclasses
import json

from cotmoc.briefings.document import Briefing


def figures(briefing: Briefing) -> bytes:
    """What is kept beside the published files, so that every printed figure can be opened later."""
    said = briefing.provenance
    kept = {
        "subject": briefing.subject,
        "as_of": said.as_of.isoformat(),
        "snapshot": said.snapshot,
        "revision": said.revision,
        "audit_head": said.audit_head,
        "numbers": [dataclasses.asdict(number) for number in briefing.numbers() if number.key],
        "briefing": json.loads(briefing.as_json()),
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()
