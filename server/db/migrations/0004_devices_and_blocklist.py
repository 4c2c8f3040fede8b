from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from server.db.fields import UtcDatetimeField
from server.devices.states import DeviceKind
from server.gate.blocklist.states import BlockKind
from server.kit.ids import new_id
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0003_guards')]

    initial = False

    operations = [
        ops.CreateModel(
            name='BlockEntry',
            fields=[
                ('id', fields.CharField(primary_key=True, default=new_id, unique=True, db_index=True, max_length=24)),
                ('kind', fields.CharEnumField(description='DOCUMENT: document\nPHONE: phone\nPLATE: plate', enum_type=BlockKind, max_length=16)),
                ('document_kind', fields.CharField(null=True, max_length=32)),
                ('value_sealed', fields.CharField(max_length=200)),
                ('value_index', fields.CharField(db_index=True, max_length=32)),
                ('value_masked', fields.CharField(max_length=64)),
                ('reason_sealed', fields.TextField(unique=False)),
                ('until', UtcDatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('created_by', fields.ForeignKeyField('models.Staff', source_field='created_by_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('created_at', UtcDatetimeField(auto_now=False, auto_now_add=False)),
                ('lifted_by', fields.ForeignKeyField('models.Staff', source_field='lifted_by_id', null=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('lifted_at', UtcDatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('lift_reason_sealed', fields.TextField(null=True, unique=False)),
            ],
            options={'table': 'block_entry', 'app': 'models', 'indexes': [Index(fields=['created_at', 'id'])], 'pk_attr': 'id', 'table_description': 'One document, phone or plate that stays outside until `until`, or until the entry is lifted.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Device',
            fields=[
                ('id', fields.CharField(primary_key=True, default=new_id, unique=True, db_index=True, max_length=24)),
                ('name', fields.CharField(max_length=50)),
                ('kind', fields.CharEnumField(description='DESK: desk\nCAMERA: camera\nTURNSTILE: turnstile', enum_type=DeviceKind, max_length=16)),
                ('gate_ids', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('enrolment_hash', fields.CharField(null=True, unique=True, max_length=64)),
                ('enrolment_until', UtcDatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('token_hash', fields.CharField(null=True, unique=True, max_length=64)),
                ('enrolled_at', UtcDatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('last_seen_at', UtcDatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('revoked_at', UtcDatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('revoke_reason', fields.CharField(default='', max_length=500)),
                ('created_at', UtcDatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'device', 'app': 'models', 'indexes': [Index(fields=['created_at', 'id'])], 'pk_attr': 'id', 'table_description': 'A device and its gates. Of the one-time code and of the token only hashes are kept.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Staff',
            name='phone_index',
            field=fields.CharField(null=True, db_index=True, max_length=32),
        ),
    ]
