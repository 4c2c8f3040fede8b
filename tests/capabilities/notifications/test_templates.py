"""What messages say: whatever people typed, WeChat finds nothing to refuse. Held to the sandbox's own checks."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.notifications.keywords import PHRASES, TYPES, Unfit, shaped
from server.notifications.template_file import MEANINGS, TIMES, TemplateFileError, parse_file
from server.notifications.templates import FILE_NAME, Templates, load_templates
from server.settings import CONFIG
from server.wechat.options import Account
from server.wechat.sandbox.accounts import Kind, read_setup
from server.wechat.sandbox.data import check_values
from server.wechat.sandbox.keywords import fits

SHIPPED = (CONFIG / FILE_NAME).read_text(encoding="utf-8")
TEMPLATES = Templates(parse_file(SHIPPED))
ACCOUNTS = {Account.MINI_PROGRAM: Kind.MP, Account.SERVICE: Kind.SA}
EVERY = [(kind, channel) for kind in parse_file(SHIPPED).messages for channel in TEMPLATES.channels(kind)]
STRANGE = {
    "longest": "阿卜杜热西提" * 17,
    "rare Han": "𠮷田" * 50,
    "several lines": "第一行\r\n第二行\n\n第三行\u2028第四行\t完",
    "nothing": "",
    "blanks": " \u3000\u00a0\n ",
    "invisible": "\u200b\u202e\ufeff\u0000\u007f\u0085",
    "pictures": "🎉👨‍👩‍👧☀️✈️",
    "markup": '</xml><![CDATA[]]>{{thing1.DATA}} {visit_id} "\\u4e2d" %s',
    "half a pair": "\ud83d名字",
}


def _check(kind: str, channel: Account, values: dict[str, str]) -> None:
    """Raises what WeChat would answer (47003), or KeyError for a template the account does not have."""
    setup = read_setup()
    account = next(each for each in setup.accounts if each.kind is ACCOUNTS[channel])
    template = account.template(TEMPLATES.template_id(kind, channel))
    assert template is not None
    for neutral in (False, True):
        check_values(template, TEMPLATES.render(kind, channel, values, neutral=neutral))


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE.keys())
@pytest.mark.parametrize(("kind", "channel"), EVERY)
def test_every_template_bears_the_strangest_values(kind: str, channel: Account, strange: str) -> None:
    _check(kind, channel, dict.fromkeys(MEANINGS, strange) | dict.fromkeys(TIMES, "2026-11-23 09:00"))


@given(st.text(max_size=200))
def test_any_text_can_be_said(text: str) -> None:
    for kind, channel in EVERY:
        _check(kind, channel, dict.fromkeys(MEANINGS, text) | dict.fromkeys(TIMES, "2026-11-23 23:59"))


@given(st.sampled_from(sorted(TYPES)), st.text(max_size=60) | st.from_regex(r"[0-9A-Za-z粤京挂+: -]{1,20}"))
def test_a_value_is_brought_into_shape_or_refused(kind: str, text: str) -> None:
    try:
        value = shaped(kind, text)
    except Unfit:
        return
    assert fits(kind, value)


@pytest.mark.parametrize(("kind", "channel"), EVERY)
def test_every_page_is_one_of_the_mini_program(kind: str, channel: Account) -> None:
    page = TEMPLATES.page(kind, channel, {"task_id": "t1", "visit_id": "v1"})
    pages = next(each for each in read_setup().accounts if each.kind is Kind.MP).pages
    assert page.partition("?")[0] in pages
    assert "{" not in page


def test_long_text_ends_in_an_ellipsis_and_short_text_is_untouched() -> None:
    assert shaped("thing", "字" * 20) == "字" * 20
    assert shaped("thing", "𠮷" * 21) == "𠮷" * 19 + "…"
    assert shaped("thing", " 两\n行 ") == "两 行"
    assert (shaped("thing", ""), shaped("character_string", "中文")) == ("—", "-")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("phrase", "审核不通过了"),
        ("time", "2026-13-01 09:00"),
        ("time", "2026-11-23 24:00"),
        ("car_number", "粤AD123456789"),
        ("phone_number", "电话"),
    ],
)
def test_half_a_time_or_plate_is_never_sent(kind: str, text: str) -> None:
    with pytest.raises(Unfit):
        shaped(kind, text)


def test_every_phrase_of_ours_is_one() -> None:
    assert [each for each in PHRASES if not fits("phrase", each)] == []


def test_a_person_is_asked_for_at_most_three_templates_of_the_mini_program() -> None:
    held = {each.id for each in next(a for a in read_setup().accounts if a.kind is Kind.MP).templates}
    assert [each.rstrip("_") for each in TEMPLATES.for_visitors()] == [
        "tpl_mp_result",
        "tpl_mp_returned",
        "tpl_mp_reminder",
    ]
    assert set(TEMPLATES.for_staff()) < held


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("[messages.visit_expired.", "[messages.visit_lapsed.", "messages.visit_expired: missing"),
        ("[ask]", "[messages.tea_time]\n[ask]", "messages.tea_time: unknown kind"),
        (
            'phrase1 = "= 审核通过"',
            'phrase1 = "= 恭喜您通过了"',
            "keywords.phrase1: not a phrase",
        ),
        ('phrase1 = "= 审核通过"', 'phrase1 = "note"', "keywords.phrase1: takes words after '= '"),
        (
            'time3 = "when"',
            'time3 = "visitor"',
            "keywords.time3: takes words after '= ' or one of: arrived_at, when",
        ),
        ('thing4 = "purpose"', 'thing4 = "reason"', "keywords.thing4: takes words"),
        ('thing4 = "purpose"', 'name4 = "visitor"', "keywords.name4: types are"),
        ('"= 访客催办，请尽快审批"', f'"= {"很长" * 11}"', "too long or unprintable for thing"),
        ("index?id={task_id}", "index?id={openid}", "page: placeholders are task_id, visit_id"),
        ("index?id={task_id}", "index?id={task_id", "page: placeholders are task_id, visit_id"),
        ("review_requested.service", "review_requested.pigeon", "messages.review_requested.pigeon"),
        ('"visit_returned", ', '"visit_returned", "visit_expired", ', "ask.visitor: one to 3 kinds"),
        (
            'staff = ["review_requested"',
            'staff = ["review_asked"',
            "ask.staff: review_asked has no mini_program",
        ),
        ("[ask]", "[ask", "Expected"),
    ],
)
def test_a_wrong_file_says_where(right: str, wrong: str, named: str) -> None:
    assert right in SHIPPED
    with pytest.raises(TemplateFileError) as refusal:
        parse_file(SHIPPED.replace(right, wrong, 1))
    assert named in str(refusal.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateFileError, match=FILE_NAME):
        load_templates(tmp_path / FILE_NAME)
