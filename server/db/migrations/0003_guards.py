"""What Tortoise cannot say: conditional indexes, prefix search, and an audit trail that nobody can rewrite."""

from tortoise import migrations
from tortoise.migrations import operations as ops

from server.db.dialect_sql import RunPerDialect

_TRAIL = ("audit_entry", "audit_link")


def _sqlite_guard(table: str, act: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;"
    )


class Migration(migrations.Migration):
    dependencies = [("models", "0002_heads")]

    operations = [
        # One step of one visit is open at a time; who decides second finds nothing to decide.
        ops.RunSQL("CREATE UNIQUE INDEX uid_task_open ON approval_task (visit_id) WHERE status = 'open'"),
        # Who is inside now, however long the history.
        ops.RunSQL("CREATE INDEX idx_pass_inside ON entry_pass (inside_since, id) WHERE inside"),
        # What the worker looks for every second among millions of sent messages.
        ops.RunSQL(
            "CREATE INDEX idx_message_due ON outgoing_message (due_at) WHERE status IN ('queued', 'waiting', 'sending')"
        ),
        # Tortoise adds the field of 0002 without the index it asks for.
        ops.RunSQL("CREATE INDEX idx_department_head ON department (head_id)"),
        RunPerDialect(
            postgres=[
                "CREATE INDEX idx_invitation_name_prefix ON invitation (visitor_name text_pattern_ops)",
                "CREATE INDEX idx_visit_name_prefix ON visit (visitor_name text_pattern_ops)",
                "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$",
                *(
                    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
                    for table in _TRAIL
                ),
            ],
            sqlite=[_sqlite_guard(table, act) for table in _TRAIL for act in ("UPDATE", "DELETE")],
        ),
    ]
