"""What visitors are told about the way to each gate."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0010_webhooks')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Gate',
            name='directions',
            field=fields.CharField(db_default='', max_length=200),
        ),
    ]
