"""What may follow what: every pair of statuses, for every kind of thing that has one."""

from enum import StrEnum
from itertools import product

import pytest

from server.approvals.states import DECIDED, TaskStatus
from server.approvals.states import MOVES as TASK_MOVES
from server.invitations.states import FINDABLE, USABLE, InvitationStatus
from server.invitations.states import MOVES as INVITATION_MOVES
from server.kit.transitions import Moves
from server.visits.states import MOVES as VISIT_MOVES
from server.visits.states import OPEN, TABS, VisitStatus

# From each status, where it may go. What is not written here is refused.
INVITATIONS = {
    "draft": "sent expired revoked",
    "sent": "opened used expired revoked",
    "opened": "used expired revoked",
    "used": "",
    "expired": "",
    "revoked": "",
}
VISITS = {
    "in_review": "returned approved rejected withdrawn expired",
    "returned": "in_review withdrawn expired",
    "approved": "withdrawn revoked expired finished",
    "rejected": "",
    "withdrawn": "",
    "revoked": "",
    "expired": "",
    "finished": "",
}
TASKS = {
    "waiting": "open skipped closed",
    "open": "waiting approved rejected returned transferred closed",
    "approved": "recalled",
    "skipped": "waiting",
    "rejected": "",
    "returned": "",
    "transferred": "",
    "recalled": "",
    "closed": "",
}


@pytest.mark.parametrize(
    ("statuses", "moves", "allowed"),
    [
        (InvitationStatus, INVITATION_MOVES, INVITATIONS),
        (VisitStatus, VISIT_MOVES, VISITS),
        (TaskStatus, TASK_MOVES, TASKS),
    ],
    ids=["invitations", "visits", "tasks"],
)
def test_every_pair(statuses: type[StrEnum], moves: Moves[StrEnum], allowed: dict[str, str]) -> None:
    assert set(allowed) == {status.value for status in statuses}
    for source, target in product(statuses, statuses):
        expected = target.value in allowed[source.value].split()
        assert moves.may(source, target) is expected, f"{source} -> {target}"


def test_a_visit_is_in_exactly_one_tab() -> None:
    assert sorted(status for tab in TABS.values() for status in tab) == sorted(VisitStatus)


def test_a_visit_is_open_as_long_as_something_may_follow() -> None:
    assert {status.value for status in OPEN} == {status for status, targets in VISITS.items() if targets}


def test_what_can_be_used_can_be_found_and_what_is_over_cannot() -> None:
    assert USABLE < FINDABLE
    assert FINDABLE.isdisjoint({InvitationStatus.DRAFT, InvitationStatus.EXPIRED, InvitationStatus.REVOKED})


def test_decided_means_somebody_did_something() -> None:
    nobody = {TaskStatus.WAITING, TaskStatus.OPEN, TaskStatus.SKIPPED, TaskStatus.CLOSED}
    assert set(TaskStatus) - nobody == set(DECIDED)
