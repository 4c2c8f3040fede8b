"""Tortoise configuration, the one transaction, shared field types, migrations."""
