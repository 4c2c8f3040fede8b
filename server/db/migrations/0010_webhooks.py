from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from server.db.fields import UtcDatetimeField
from server.kit.ids import new_id
from server.webhooks.states import DeliveryState
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0009_conflict_against')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Webhook',
            fields=[
                ('id', fields.CharField(primary_key=True, default=new_id, unique=True, db_index=True, max_length=24)),
                ('name', fields.CharField(max_length=50)),
                ('url', fields.CharField(max_length=500)),
                ('events', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('gate_ids', fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('secret_sealed', fields.CharField(max_length=160)),
                ('previous_sealed', fields.CharField(null=True, max_length=160)),
                ('previous_until', UtcDatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('swept_until', UtcDatetimeField(auto_now=False, auto_now_add=False)),
                ('disabled_at', UtcDatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('created_at', UtcDatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'webhook', 'app': 'models', 'indexes': [Index(fields=['created_at', 'id'])], 'pk_attr': 'id', 'table_description': 'A receiver of `events` at `gate_ids` (None: all). `swept_until`: passages before it have their deliveries.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('id', fields.CharField(primary_key=True, default=new_id, unique=True, db_index=True, max_length=24)),
                ('webhook', fields.ForeignKeyField('models.Webhook', source_field='webhook_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.CASCADE)),
                ('passage', fields.ForeignKeyField('models.Passage', source_field='passage_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.CASCADE)),
                ('event', fields.CharField(max_length=32)),
                ('body', fields.TextField(unique=False)),
                ('state', fields.CharEnumField(description='QUEUED: queued\nSENDING: sending\nDELIVERED: delivered\nFAILED: failed', enum_type=DeliveryState, max_length=16)),
                ('attempts', fields.IntField(default=0)),
                ('due_at', UtcDatetimeField(auto_now=False, auto_now_add=False)),
                ('give_up_at', UtcDatetimeField(auto_now=False, auto_now_add=False)),
                ('claimed_until', UtcDatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('status_code', fields.IntField(null=True)),
                ('last_reason', fields.CharField(default='', max_length=32)),
                ('delivered_at', UtcDatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('created_at', UtcDatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'webhook_delivery', 'app': 'models', 'unique_together': (('webhook', 'passage'),), 'indexes': [Index(fields=['state', 'due_at']), Index(fields=['webhook_id', 'created_at', 'id']), Index(fields=['created_at'])], 'pk_attr': 'id', 'table_description': "One passage to one receiver, once. `body` is what is sent to the letter. Ids and codes only, nobody's name."},
            bases=['Model'],
        ),
    ]
