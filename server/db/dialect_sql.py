"""SQL in a migration that PostgreSQL and SQLite spell differently, or that Tortoise gets wrong."""

from typing import Any

from tortoise.migrations.operations import RemoveField, RunSQL


class RunPerDialect(RunSQL):
    """Runs `postgres` or `sqlite`, whichever database is being migrated."""

    def __init__(self, postgres: list[str], sqlite: list[str]) -> None:
        super().__init__([])
        self.statements = {"postgres": postgres, "sqlite": sqlite}

    async def _run_sql(self, state_editor: Any, sqls: Any) -> None:
        """One by one on the connection: Tortoise's own way cuts SQLite's statements at every semicolon."""
        for statement in self.statements[state_editor.client.capabilities.dialect]:
            await state_editor.client.execute_query(statement)


class DropColumn(RemoveField):
    """Removes a field that no index has: on SQLite Tortoise's own way loses all indexes of the table."""

    async def database_forward(
        self, app_label: str, old_state: Any, new_state: Any, state_editor: Any = None
    ) -> None:
        """One statement, on both databases."""
        if state_editor:
            model = old_state.apps.get_model(f"{app_label}.{self.model_name}")
            column = model._meta.fields_map[self.name].source_field or self.name
            await state_editor.client.execute_query(
                f'ALTER TABLE "{model._meta.db_table}" DROP COLUMN "{column}"'
            )
