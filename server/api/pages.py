"""What list endpoints share."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from server.kit.paging import DEFAULT_LIMIT, MAX_LIMIT


class ListQuery(BaseModel):
    """`limit` rows behind the cursor `after`."""

    model_config = ConfigDict(extra="ignore")

    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] = DEFAULT_LIMIT
    after: Annotated[str, Field(max_length=200)] | None = None
