"""A passage says itself that its contact is to be told: the worker writes the message, and no scan waits for it.

Besides, every entry paid for an index by the time to leave: who overstays is found among those inside, by theirs.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

from server.db.fields import UtcDatetimeField


class Migration(migrations.Migration):
    dependencies = [("models", "0016_light_scans")]

    operations = [
        ops.AddField(model_name="Passage", name="untold_since", field=UtcDatetimeField(null=True)),
        # Holds the few that wait, and is looked at twice a second.
        ops.RunSQL("CREATE INDEX idx_passage_untold ON passage (untold_since) WHERE untold_since IS NOT NULL"),
        ops.RunSQL("DROP INDEX idx_pass_leave_by"),
    ]
