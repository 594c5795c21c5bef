"""The table role × permission as a page of the documents.

``python tests/rooms/web/permissions.py`` writes it; a test compares.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGE = Path("docs/reference/permissions.md")
sys.path.insert(0, str(ROOT / "src"))

from cotmoc.domain.access import EVERYWHERE, GRANTS, Permission, Role  # noqa: E402

HEAD = """# Who may do what

Made from `src/cotmoc/domain/access.py`; a test keeps the two together.
Roles marked * reach every agency of the province; the others reach their own agency and those under it.
What a person may not see does not exist for that person: pages answer «not found».
A personal API token narrows its owner to the permissions chosen for it; it never widens.

"""


def granted(role: Role, permission: Permission) -> bool:
    """Whether the table gives ``permission`` to ``role``."""
    return permission in GRANTS[role]


def table() -> str:
    """The page: a row a permission, a column a role."""
    names = [role.value.replace("_", " ") + (" *" if role in EVERYWHERE else "") for role in Role]
    lines = ["| permission | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for permission in Permission:
        marks = ["yes" if granted(role, permission) else "" for role in Role]
        lines.append(f"| `{permission.value}` | " + " | ".join(marks) + " |")
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    (ROOT / PAGE).write_text(table(), "utf-8")
