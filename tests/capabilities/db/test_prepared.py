"""A query built once finds what it would find built anew."""

from server.db.prepared import Prepared
from server.db.transaction import transaction
from server.organisation.models import ApprovalGroup, Department, Gate
from tests.support.school import School

BY_NAME = Prepared(lambda name: Department.filter(name=name).select_related("head", "parent"))
BY_KEY_OR_NAME = Prepared(lambda key, name: ApprovalGroup.filter(key=key, name=name))


async def test_each_text_finds_its_own_row_with_what_belongs_to_it(school: School) -> None:
    science, security = [await BY_NAME.first(name) for name in ("计算机学院", "保卫处")]
    assert science and security
    assert (science.name, science.head.name, science.parent.name) == ("计算机学院", "李娜", "校长办公室")
    assert (security.name, security.head) == ("保卫处", None)


async def test_several_texts_go_to_their_own_columns(school: School) -> None:
    found = await BY_KEY_OR_NAME.first("materials_support", "物资保障组")
    assert found and found.key == "materials_support"
    assert await BY_KEY_OR_NAME.first("物资保障组", "materials_support") is None


async def test_nothing_is_found_where_nothing_is(school: School) -> None:
    assert await BY_NAME.first("没有这个单位") is None


async def test_it_reads_in_the_open_transaction(school: School) -> None:
    by_name = Prepared(lambda name: Gate.filter(name=name))

    @transaction
    async def rename_and_look() -> Gate | None:
        await Gate.filter(name="东门").update(name="新东门")
        return await by_name.first("新东门")

    assert await rename_and_look()
    assert await by_name.first("东门") is None
