from tortoise import migrations
from tortoise.migrations import operations as ops
from server.db.fields import UtcDatetimeField
from server.gate.rollcalls.states import Mark
from server.kit.ids import new_id
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0013_late_passages')]

    initial = False

    operations = [
        ops.CreateModel(
            name='RollCallUnidentified',
            fields=[
                ('id', fields.CharField(primary_key=True, default=new_id, unique=True, db_index=True, max_length=24)),
                ('roll_call', fields.ForeignKeyField('models.RollCall', source_field='roll_call_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.CASCADE)),
                ('conflict', fields.ForeignKeyField('models.PassageConflict', source_field='conflict_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.CASCADE)),
                ('state', fields.CharEnumField(default=Mark.UNMARKED, description='UNMARKED: unmarked\nSAFE: safe\nMISSING: missing', enum_type=Mark, max_length=16)),
                ('marked_at', UtcDatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('marked_by', fields.CharField(null=True, max_length=100)),
                ('note_sealed', fields.TextField(null=True, unique=False)),
            ],
            options={'table': 'roll_call_unidentified', 'app': 'models', 'unique_together': (('roll_call', 'conflict'),), 'pk_attr': 'id', 'table_description': 'Somebody whom nobody knows who was on the list likewise: of them there is only the case, and its passage.'},
            bases=['Model'],
        ),
    ]
