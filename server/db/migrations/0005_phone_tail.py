from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0004_devices_and_blocklist')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Invitation',
            name='phone_tail',
            field=fields.CharField(db_default='', max_length=4),
        ),
        # The same in both dialects: `right` is PostgreSQL's alone.
        ops.RunSQL('UPDATE invitation SET phone_tail = substr(phone_masked, length(phone_masked) - 3)'),
        ops.AddIndex(
            model_name='Invitation',
            index=Index(fields=['phone_tail', 'created_at']),
        ),
    ]
