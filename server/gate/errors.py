"""Refusals about what happened at the gate."""

from server.kit.errors import Refusal


class ConflictResolved(Refusal):
    code = "conflict_resolved"
    detail = "这条出入冲突已经由其他人处理，请刷新查看。"
