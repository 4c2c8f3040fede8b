from tortoise import migrations
from tortoise.migrations import operations as ops
from server.db.fields import UtcDatetimeField

class Migration(migrations.Migration):
    dependencies = [('models', '0006_gate_facts')]

    initial = False

    operations = [
        ops.AddField(
            model_name='OutgoingMessage',
            name='doubt_since',
            field=UtcDatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
