"""Attachments that visitors upload."""

from tortoise import Model, fields

from server.db.fields import ID_LENGTH, UtcDatetimeField, id_field


class Attachment(Model):
    """A stored file. `visit_id` is empty until the visit that names it is submitted."""

    id = id_field()
    owner_id = fields.CharField(max_length=ID_LENGTH)
    visit_id = fields.CharField(max_length=ID_LENGTH, null=True, db_index=True)
    purpose = fields.CharField(max_length=24)
    content_type = fields.CharField(max_length=64)
    size = fields.IntField()
    sha256 = fields.CharField(max_length=64)
    storage_name = fields.CharField(max_length=64, unique=True)
    created_at = UtcDatetimeField()

    class Meta:
        table = "attachment"
        indexes = (("owner_id", "created_at"),)
