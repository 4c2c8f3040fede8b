"""What PostgreSQL did for every scan and nobody needed: keys of gates held against the gate, two indexes of messages.

A gate is closed, never deleted, and is read just before. Holding its key would lock the gate's one row for all scans
that go on there. The conditional index of messages that wait serves the worker as well as the two that go; SQLite,
which uses no conditional index for a value it is given, keeps both.
"""

from tortoise import migrations

from server.db.dialect_sql import RunPerDialect


class Migration(migrations.Migration):
    dependencies = [("models", "0015_roll_call_unidentified")]

    operations = [
        RunPerDialect(
            postgres=[
                "ALTER TABLE passage DROP CONSTRAINT passage_gate_id_fkey",
                "ALTER TABLE entry_pass DROP CONSTRAINT entry_pass_entered_by_gate_id_fkey",
                'DROP INDEX "idx_outgoing_me_status_9f43a9"',
                "CREATE INDEX idx_message_sending ON outgoing_message (claimed_until) WHERE status = 'sending'",
                'DROP INDEX "idx_outgoing_me_status_731b92"',
            ],
            sqlite=[],
        ),
    ]
