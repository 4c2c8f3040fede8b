from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0001_tables')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Department',
            name='head',
            field=fields.ForeignKeyField('models.Staff', source_field='head_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='heads', on_delete=OnDelete.RESTRICT),
        ),
    ]
