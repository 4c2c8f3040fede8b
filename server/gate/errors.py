"""Refusals about what happened at the gate."""

from server.kit.errors import Refusal


class ConflictResolved(Refusal):
    code = "conflict_resolved"
    detail = "这条出入冲突已经由其他人处理，请刷新查看。"


class PassageStands(Refusal):
    """Nobody can be turned away any more: too late, gone through again since, or never admitted."""

    code = "passage_stands"
    detail = "这次放行已不能改为不放行：超过10分钟，或之后又有出入记录。请登记离校，或联系保卫处。"
