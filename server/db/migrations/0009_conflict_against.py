"""The two accounts of one scan, side by side."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0008_walk_ins_and_roll_calls')]

    initial = False

    operations = [
        ops.AddField(
            model_name='PassageConflict',
            name='against',
            field=fields.ForeignKeyField('models.Passage', source_field='against_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT),
        ),
    ]
