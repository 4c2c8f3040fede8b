"""For whoever changes a table: `tortoise -c server.db.authoring.TORTOISE makemigrations -n <what it does>`."""

from server.db.config import tortoise_config
from server.settings import load

TORTOISE = tortoise_config(load())
