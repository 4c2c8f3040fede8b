"""The school itself: what a phone shows before anybody has signed in."""

from pydantic import BaseModel

from server.api.endpoints import Anyone, Call, Routes
from server.kit import clock

routes = Routes("/api/v1/school", "school")


class SchoolOut(BaseModel):
    """`utc_offset_minutes`: how far the school's clock is ahead of UTC now."""

    name: str
    brand_color: str
    utc_offset_minutes: int


@routes.get("", Anyone.SIGNED_OUT, "学校名称、主色与时区", answer=SchoolOut)
async def show(call: Call[None, None]) -> SchoolOut:
    settings = call.services.settings
    ahead = clock.now().astimezone(settings.zone).utcoffset()
    return SchoolOut(
        name=settings.school.name,
        brand_color=settings.school.brand_color,
        utc_offset_minutes=int(ahead.total_seconds()) // 60 if ahead else 0,
    )
