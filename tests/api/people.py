"""The callers of the matrix, and its rows beside the paths the server declares."""

import re

from tests.support.callers import Caller
from tests.support.school import School


async def caller_of(school: School, who: str) -> Caller:
    """A staff user name, `wechat:<person>`, or nothing for someone who is not signed in."""
    if not who:
        return school.nobody()
    kind, _, person = who.rpartition(":")
    return await (school.phone(person) if kind else school.staff(person))


def shape(row: str) -> str:
    """`METHOD path` without its query, its base and the names of its ids."""
    method, path = row.split()
    return f"{method} {re.sub(r'{.*?}', '{}', path.split('?')[0]).removeprefix('/api/v1/')}"
