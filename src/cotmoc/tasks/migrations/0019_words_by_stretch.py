"""On PostgreSQL each word carries the stretch of its task («49:duong»); no mark of its age is needed any more.

Words written by a migration before this one carry it already: what the code writes is what it reads. On a
million tasks about two and a half minutes on PostgreSQL, which has as much more to clear away afterwards
(autovacuum does), and one on SQLite.
"""

from django.db import migrations

_STRETCH = 20_000
_INDEX = "CREATE INDEX tasks_search ON tasks_tasktext USING gin ((title || rest)) WITH (fastupdate = off)"
_IN_STRETCH = "regexp_replace({}::text, '''([^'':]+)'':', '''' || (task_id / {}) || ':\\1'':', 'g')::tsvector"
_ALONE = "regexp_replace({}::text, '''[0-9]+:', '''', 'g')::tsvector"
_CHANGED = (
    "CREATE TRIGGER tasks_search_changed AFTER UPDATE ON tasks_tasktext BEGIN "
    "INSERT INTO tasks_search (tasks_search, rowid, title, rest) "
    "VALUES ('delete', old.task_id, old.title, old.rest); "
    "INSERT INTO tasks_search (rowid, title, rest) VALUES (new.task_id, new.title, new.rest); END"
)


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        _rewritten(schema_editor, "rest = substr(rest, 1, instr(rest, ' ¤') - 1) WHERE instr(rest, ' ¤') > 0")
        return
    unmarked = "ts_delete(rest, '¤' || (task_id / {}))"
    title, rest = _IN_STRETCH.format("title", _STRETCH), _IN_STRETCH.format(unmarked, "{}").format(_STRETCH, _STRETCH)
    _rewritten(schema_editor, f"title = {title}, rest = {rest}")


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        _rewritten(schema_editor, f"rest = rest || ' ¤' || (task_id / {_STRETCH})")
        return
    mark = f"('''¤' || (task_id / {_STRETCH}) || ''':1')::tsvector"
    _rewritten(schema_editor, f"title = {_ALONE.format('title')}, rest = {_ALONE.format('rest')} || {mark}")


def _rewritten(schema_editor, values):
    """Faster than word by word: the index is left out meanwhile, and made once."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute("DROP TRIGGER tasks_search_changed" if sqlite else "DROP INDEX tasks_search")
    schema_editor.execute(f"UPDATE tasks_tasktext SET {values}", None)
    if sqlite:
        schema_editor.execute("INSERT INTO tasks_search (tasks_search) VALUES ('rebuild')")
    schema_editor.execute(_CHANGED if sqlite else _INDEX)


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0018_no_folded_text"),
    ]

    operations = [
        migrations.RunPython(forwards, backwards),
    ]
