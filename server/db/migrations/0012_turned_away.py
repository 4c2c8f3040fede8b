"""A guard may take back an admission: who and why, what an unknown pass called itself, and two tellings of one passage."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields
from tortoise.indexes import Index

from server.db.dialect_sql import RunPerDialect

_ONCE = 'CONSTRAINT "uid_webhook_del_event" UNIQUE (webhook_id, passage_id, event)'
_COLUMNS = """id VARCHAR(24) NOT NULL PRIMARY KEY, event VARCHAR(32) NOT NULL, body TEXT NOT NULL,
    state VARCHAR(16) NOT NULL, attempts INT NOT NULL, due_at TIMESTAMP NOT NULL, give_up_at TIMESTAMP NOT NULL,
    claimed_until TIMESTAMP, status_code INT, last_reason VARCHAR(32) NOT NULL, delivered_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL, passage_id VARCHAR(24) NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
    webhook_id VARCHAR(24) NOT NULL REFERENCES webhook (id) ON DELETE CASCADE"""


class Migration(migrations.Migration):
    dependencies = [('models', '0011_gate_directions')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Passage',
            name='shown',
            field=fields.CharField(null=True, max_length=10),
        ),
        ops.AddField(
            model_name='Passage',
            name='void_reason',
            field=fields.CharField(null=True, max_length=200),
        ),
        ops.AddField(
            model_name='Passage',
            name='voided_by',
            field=fields.CharField(null=True, max_length=24),
        ),
        ops.AlterModelOptions(
            name='WebhookDelivery',
            options={'table': 'webhook_delivery', 'app': 'models', 'unique_together': (('webhook', 'passage', 'event'),), 'indexes': [Index(fields=['state', 'due_at']), Index(fields=['webhook_id', 'created_at', 'id']), Index(fields=['created_at'])], 'pk_attr': 'id', 'table_description': "One event of one passage to one receiver, once. `body` is sent to the letter. Ids and codes only, no names."},
        ),
        # One passage may be told twice: that somebody was admitted, and that the guard took it back.
        RunPerDialect(
            postgres=[
                'ALTER TABLE webhook_delivery DROP CONSTRAINT "uid_webhook_del_webhook_ff9510"',
                f"ALTER TABLE webhook_delivery ADD {_ONCE}",
            ],
            sqlite=[
                f"CREATE TABLE fresh_delivery ({_COLUMNS}, {_ONCE})",
                "INSERT INTO fresh_delivery SELECT id, event, body, state, attempts, due_at, give_up_at, claimed_until, "
                "status_code, last_reason, delivered_at, created_at, passage_id, webhook_id FROM webhook_delivery",
                "DROP TABLE webhook_delivery",
                "ALTER TABLE fresh_delivery RENAME TO webhook_delivery",
                'CREATE INDEX "idx_webhook_del_state_368230" ON webhook_delivery (state, due_at)',
                'CREATE INDEX "idx_webhook_del_webhook_ccac29" ON webhook_delivery (webhook_id, created_at, id)',
                'CREATE INDEX "idx_webhook_del_created_b8f7ae" ON webhook_delivery (created_at)',
            ],
        ),
    ]
