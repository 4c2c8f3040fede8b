from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from server.db.fields import UtcDatetimeField
from server.gate.rollcalls.states import Mark
from server.kit.ids import new_id
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0007_message_doubt')]

    initial = False

    operations = [
        ops.CreateModel(
            name='RollCall',
            fields=[
                ('id', fields.CharField(primary_key=True, default=new_id, unique=True, db_index=True, max_length=24)),
                ('drill', fields.BooleanField()),
                ('gate_ids', fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('department_id', fields.CharField(null=True, max_length=24)),
                ('opened_at', UtcDatetimeField(auto_now=False, auto_now_add=False)),
                ('opened_by', fields.CharField(max_length=100)),
                ('last_marked_at', UtcDatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('closed_at', UtcDatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('closed_by', fields.CharField(null=True, max_length=100)),
            ],
            options={'table': 'roll_call', 'app': 'models', 'indexes': [Index(fields=['opened_at', 'id'])], 'pk_attr': 'id', 'table_description': 'One roll-call over `gate_ids` (None: all gates) and the units below `department_id` (None: all).'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RollCallEntry',
            fields=[
                ('id', fields.CharField(primary_key=True, default=new_id, unique=True, db_index=True, max_length=24)),
                ('roll_call', fields.ForeignKeyField('models.RollCall', source_field='roll_call_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.CASCADE)),
                ('visit', fields.ForeignKeyField('models.Visit', source_field='visit_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.CASCADE)),
                ('gate', fields.ForeignKeyField('models.Gate', source_field='gate_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('since', UtcDatetimeField(auto_now=False, auto_now_add=False)),
                ('state', fields.CharEnumField(default=Mark.UNMARKED, description='UNMARKED: unmarked\nSAFE: safe\nMISSING: missing', enum_type=Mark, max_length=16)),
                ('marked_at', UtcDatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('marked_by', fields.CharField(null=True, max_length=100)),
                ('note_sealed', fields.TextField(null=True, unique=False)),
            ],
            options={'table': 'roll_call_entry', 'app': 'models', 'unique_together': (('roll_call', 'visit'),), 'pk_attr': 'id', 'table_description': 'A visitor (with companions) who was inside when the roll-call began, or came in while it was open.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Visit',
            name='walk_in_gate_id',
            field=fields.CharField(null=True, max_length=24),
        ),
        ops.AddIndex(
            model_name='Visit',
            index=Index(fields=['walk_in_gate_id', 'created_at']),
        ),
    ]
