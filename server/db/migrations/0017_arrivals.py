"""A passage says itself that its contact is to be told: the worker writes the message, and no scan waits for it.

Besides, two things that every scan paid for. Who overstays is found among those inside, without an index of their own.
And a passage's pass, which the scan has just read or changed, was looked up and locked once more: what matters of that
key is that no pass goes while its passages stay, and PostgreSQL sees to it when one is deleted.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

from server.db.dialect_sql import RunPerDialect
from server.db.fields import UtcDatetimeField


class Migration(migrations.Migration):
    dependencies = [("models", "0016_light_scans")]

    operations = [
        ops.AddField(model_name="Passage", name="untold_since", field=UtcDatetimeField(null=True)),
        # Holds the few that wait, and is looked at twice a second.
        ops.RunSQL("CREATE INDEX idx_passage_untold ON passage (untold_since) WHERE untold_since IS NOT NULL"),
        ops.RunSQL("DROP INDEX idx_pass_leave_by"),
        RunPerDialect(
            postgres=[
                "ALTER TABLE passage DROP CONSTRAINT passage_entry_pass_id_fkey",
                "CREATE FUNCTION keep_pass_with_passages() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN IF EXISTS (SELECT FROM passage WHERE visit_id = OLD.visit_id AND entry_pass_id = OLD.id) THEN "
                "RAISE EXCEPTION 'this pass has passages' USING ERRCODE = 'foreign_key_violation'; "
                "END IF; RETURN OLD; END $$",
                "CREATE TRIGGER entry_pass_has_passages BEFORE DELETE ON entry_pass "
                "FOR EACH ROW EXECUTE FUNCTION keep_pass_with_passages()",
            ],
            sqlite=[],
        ),
    ]
