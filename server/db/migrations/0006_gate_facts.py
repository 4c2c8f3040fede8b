"""What the gate notes beyond the bare scan, and cases where two accounts of it differ."""

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from server.db.dialect_sql import DropColumn
from server.db.fields import UtcDatetimeField
from server.kit.ids import new_id
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0005_phone_tail')]

    initial = False

    operations = [
        ops.CreateModel(
            name='PassageConflict',
            fields=[
                ('id', fields.CharField(primary_key=True, default=new_id, unique=True, db_index=True, max_length=24)),
                ('passage', fields.OneToOneField('models.Passage', source_field='passage_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('kind', fields.CharField(max_length=24)),
                ('opened_at', UtcDatetimeField(auto_now=False, auto_now_add=False)),
                ('resolved_at', UtcDatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('resolved_by', fields.ForeignKeyField('models.Staff', source_field='resolved_by_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('resolution', fields.CharField(null=True, max_length=16)),
                ('comment', fields.CharField(default='', max_length=500)),
            ],
            options={'table': 'passage_conflict', 'app': 'models', 'indexes': [Index(fields=['opened_at', 'id'])], 'pk_attr': 'id', 'table_description': 'An uploaded passage that contradicts the record. `kind` is the reason for which we would have refused it.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='EntryPass',
            name='changed_at',
            field=UtcDatetimeField(null=True, db_index=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='EntryPass',
            name='leave_by',
            field=UtcDatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='EntryPass',
            name='overstay_told_at',
            field=UtcDatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Invitation',
            name='gate_ids',
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='Passage',
            name='companions',
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='Passage',
            name='guard_reason',
            field=fields.CharField(null=True, max_length=200),
        ),
        ops.AddField(
            model_name='Passage',
            name='method',
            field=fields.CharField(db_default='code', max_length=8),
        ),
        ops.AddField(
            model_name='Passage',
            name='overridden',
            field=fields.BooleanField(db_default=False),
        ),
        ops.AddField(
            model_name='Passage',
            name='step',
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name='Passage',
            name='uploaded_at',
            field=UtcDatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Passage',
            name='voided_at',
            field=UtcDatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.RunSQL("UPDATE passage SET method = 'short' WHERE by_short_code"),
        DropColumn(model_name='Passage', name='by_short_code'),
        ops.AddField(
            model_name='Visit',
            name='gate_ids',
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        # Tortoise adds a field without the index it asks for.
        ops.RunSQL("CREATE INDEX idx_pass_changed ON entry_pass (changed_at)"),
        # Who should have left by now, however long the history.
        ops.RunSQL("CREATE INDEX idx_pass_leave_by ON entry_pass (leave_by, id) WHERE inside"),
        ops.RunSQL(
            "UPDATE entry_pass SET leave_by = (SELECT visit_to FROM visit WHERE visit.id = entry_pass.visit_id) WHERE inside"
        ),
    ]
