"""SQL in a migration that PostgreSQL and SQLite spell differently."""

from typing import Any

from tortoise.migrations.operations import RunSQL


class RunPerDialect(RunSQL):
    """Runs `postgres` or `sqlite`, whichever database is being migrated."""

    def __init__(self, postgres: list[str], sqlite: list[str]) -> None:
        super().__init__([])
        self.statements = {"postgres": postgres, "sqlite": sqlite}

    async def _run_sql(self, state_editor: Any, sqls: Any) -> None:
        """One by one on the connection: Tortoise's own way cuts SQLite's statements at every semicolon."""
        for statement in self.statements[state_editor.client.capabilities.dialect]:
            await state_editor.client.execute_query(statement)
