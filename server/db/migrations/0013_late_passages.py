from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0012_turned_away")]

    operations = [
        # What was told later or taken back, which receivers are told in turn: looked for twice a second.
        ops.RunSQL("CREATE INDEX idx_passage_uploaded ON passage (uploaded_at) WHERE uploaded_at IS NOT NULL"),
        ops.RunSQL("CREATE INDEX idx_passage_voided ON passage (voided_at) WHERE voided_at IS NOT NULL"),
    ]
