"""The application form as the school configured it."""

from pydantic import BaseModel, ConfigDict

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.kit import clock
from server.notifications.templates import load_templates
from server.settings import Settings
from server.visits.form import FormSection, Notice, VisitorTypeName, load_form

routes = Routes("/api/v1/visitor", "visitor")


class FormQuery(BaseModel):
    model_config = ConfigDict(extra="ignore")

    visitor_type: VisitorTypeName = "temporary"


class WindowLimits(BaseModel):
    """What the time picker may offer; the server checks it again."""

    book_ahead_days: int
    longest_hours: int
    companions_max: int
    backdate_minutes: int


class FormOut(BaseModel):
    sections: list[FormSection]
    notice: Notice
    subscribe_templates: list[str]
    limits: WindowLimits


@routes.get("/form", Permission.VISITOR_SELF, "访客进校申请表单", query=FormQuery, answer=FormOut)
async def show(call: Call[None, FormQuery]) -> FormOut:
    return form_answer(call.services.settings, call.query.visitor_type)


def form_answer(settings: Settings, visitor_type: VisitorTypeName) -> FormOut:
    """What a visitor of this type is asked today."""
    form = load_form(settings.config_dir / "visit_form.toml")
    today = clock.now().astimezone(settings.zone).date()
    allowed = settings.visits
    hours = allowed.temporary_max_hours if visitor_type == "temporary" else allowed.long_term_max_days * 24
    return FormOut(
        sections=form.sections_for(visitor_type, allowed.health_modules, today),
        notice=form.notice,
        subscribe_templates=load_templates(settings.config_dir / "wechat_templates.toml").for_visitors(),
        limits=WindowLimits(
            book_ahead_days=allowed.book_ahead_days,
            longest_hours=hours,
            companions_max=allowed.companions_max,
            backdate_minutes=allowed.backdate_minutes,
        ),
    )
