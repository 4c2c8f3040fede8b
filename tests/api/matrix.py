"""Who gets what: every endpoint, every kind of caller. The one place to look a permission up.

`nobody` is not signed in. `{what}` comes from Subjects: a fresh one for every cell, always 刘洋's and 张伟's.
`other` is a visitor and `member` (of the materials support group) a colleague whom none of it concerns.
A 422 or 409 says that the caller is let in, and that a valid call is not the point.
"""

CALLERS = {
    "nobody": "",
    "visitor": "wechat:liuyang",
    "other": "wechat:maimaiti",
    "teacher": "zhangwei",
    "head": "lina",
    "member": "wangfang",
    "guard": "zhouqiang",
    "security": "sunli",
    "admin": "admin",
    "auditor": "auditor",
}

TABLE = """
                                             nobody visitor other teacher head member guard security admin auditor
GET    /health/live                          200    200     200   200     200  200    200   200      200   200
GET    /health/ready                         200    200     200   200     200  200    200   200      200   200
GET    /metrics                              200    200     200   200     200  200    200   200      200   200
GET    openapi.json                          200    200     200   200     200  200    200   200      200   200
GET    /wechat/callback                      403    403     403   403     403  403    403   403      403   403
POST   /wechat/callback                      403    403     403   403     403  403    403   403      403   403

GET    school                                200    200     200   200     200  200    200   200      200   200
POST   session/password                      200    200     200   200     200  200    200   200      200   200
POST   session/wechat                        200    200     200   200     200  200    200   200      200   200
POST   session/wechat/binding                401    422     422   403     403  403    403   403      403   403
GET    session                               401    200     200   200     200  200    200   200      200   200
POST   session/password/change               401    403     403   422     422  422    422   422      422   422

POST   session/device                        201    201     201   201     201  201    201   201      201   201

GET    visitor/invitations?phone=13800138000 401    200     200   403     403  403    403   403      403   403
GET    visitor/departments                   401    200     200   403     403  403    403   403      403   403
POST   visitor/phone                         401    200     422   403     403  403    403   403      403   403
GET    visitor/form                          401    200     200   403     403  403    403   403      403   403
POST   visitor/files                         401    201     201   403     403  403    403   403      403   403
POST   visitor/visits                        401    201     201   403     403  403    403   403      403   403
GET    visitor/visits                        401    200     200   403     403  403    403   403      403   403
GET    visitor/visits/counts                 401    200     200   403     403  403    403   403      403   403
GET    visitor/visits/{visit}                401    200     404   403     403  403    403   403      403   403
PATCH  visitor/visits/{returned}             401    200     404   403     403  403    403   403      403   403
POST   visitor/visits/{returned}/resubmit    401    200     404   403     403  403    403   403      403   403
POST   visitor/visits/{visit}/withdraw       401    200     404   403     403  403    403   403      403   403
POST   visitor/visits/{visit}/urge           401    200     404   403     403  403    403   403      403   403
GET    visitor/visits/{approved}/pass        401    200     404   403     403  403    403   403      403   403
GET    visitor/visits/{approved}/pass.png    401    200     404   403     403  403    403   403      403   403
GET    visitor/visits/{filed}/files/{file}   401    200     404   403     403  403    403   403      403   403
POST   visitor/subscriptions                 401    204     204   403     403  403    403   403      403   403

GET    staff/events                          401    403     403   200     200  200    403   200      403   403
GET    staff/dashboard                       401    403     403   200     200  200    403   200      403   403
POST   staff/invitations                     401    403     403   201     201  201    403   201      403   403
POST   staff/invitations/check               401    403     403   200     200  200    403   200      403   403
POST   staff/invitations/bulk                401    403     403   200     200  200    403   200      403   403
GET    staff/invitations/template.xlsx       401    403     403   200     200  200    403   200      403   403
POST   staff/invitations/read-xlsx           401    403     403   422     422  422    403   422      403   403
GET    staff/invitations                     401    403     403   200     200  200    403   200      403   403
GET    staff/invitations/{draft}             401    403     403   200     404  404    403   200      403   403
POST   staff/invitations/{draft}/send        401    403     403   200     404  404    403   200      403   403
POST   staff/invitations/{draft}/revoke      401    403     403   200     404  404    403   200      403   403
GET    staff/approvals                       401    403     403   200     200  200    403   200      403   403
GET    staff/approvals/counts                401    403     403   200     200  200    403   200      403   403
GET    staff/approvals/{task}                401    403     403   200     404  404    403   404      403   403
GET    staff/approvals/{filed_task}/files/{file}    401    403     403   200     404  404    403   404      403   403
POST   staff/approvals/{task}/approve        401    403     403   200     404  404    403   404      403   403
POST   staff/approvals/{task}/reject         401    403     403   200     404  404    403   404      403   403
POST   staff/approvals/{task}/return         401    403     403   200     404  404    403   404      403   403
POST   staff/approvals/{task}/transfer       401    403     403   200     404  404    403   404      403   403
POST   staff/approvals/{decided}/recall      401    403     403   200     404  404    403   404      403   403
GET    staff/visits                          401    403     403   200     200  200    403   200      403   403
GET    staff/visits/export.xlsx              401    403     403   200     200  200    403   200      403   403
GET    staff/visits/{visit}                  401    403     403   200     200  404    403   200      403   403
GET    staff/visits/{filed}/files/{file}     401    403     403   200     200  404    403   200      403   403
GET    staff/form                            401    403     403   200     200  200    403   200      403   403
POST   staff/files                           401    403     403   201     201  201    403   201      403   403
POST   staff/visits                          401    403     403   201     201  201    403   201      403   403
GET    staff/visits/{visit}/passages         401    403     403   200     200  404    403   200      403   403
POST   staff/visits/{approved}/revoke        401    403     403   200     200  404    403   200      403   403
POST   staff/visits/{visit}/urge             401    403     403   409     404  404    403   404      403   403
POST   staff/visits/{visit}/unmask           401    403     403   403     403  403    403   200      403   403
GET    staff/colleagues                      401    403     403   200     200  200    403   200      200   403
GET    staff/wechat                          401    403     403   200     200  200    200   200      200   200
POST   staff/wechat/binding                  401    403     403   201     201  201    201   201      201   201
POST   staff/wechat/binding/confirm          401    403     403   409     409  409    409   409      409   409

POST   gate/scans                            401    403     403   403     403  403    200   200      403   403
POST   gate/manual-scans                     401    403     403   403     403  403    200   200      403   403
POST   gate/plates                           401    403     403   403     403  403    403   403      403   403
POST   gate/passages/{passage}/refuse        401    403     403   403     403  403    409   409      403   403
POST   gate/uploads                          401    403     403   403     403  403    200   200      403   403
GET    gate/conflicts                        401    403     403   403     403  403    200   200      403   403
POST   gate/conflicts/{conflict}/resolve     401    403     403   403     403  403    403   200      403   403
GET    gate/gates                            401    403     403   403     403  403    200   200      403   403
GET    gate/expected                         401    403     403   403     403  403    200   200      403   403
GET    gate/present                          401    403     403   403     403  403    200   200      403   403
GET    gate/overstays                        401    403     403   403     403  403    200   200      403   403
GET    gate/device                           401    403     403   403     403  403    200   200      403   403
GET    gate/snapshot                         401    403     403   403     403  403    200   200      403   403
GET    gate/events                           401    403     403   403     403  403    200   200      403   403
GET    gate/contacts?q=张伟                  401    403     403   403     403  403    200   200      403   403
POST   gate/walk-ins                         401    403     403   403     403  403    201   201      403   403
GET    gate/walk-ins                         401    403     403   403     403  403    200   200      403   403
GET    gate/search?q=刘洋                    401    403     403   403     403  403    200   200      403   403
POST   gate/roll-calls                       401    403     403   403     403  403    201   201      403   403
GET    gate/roll-calls                       401    403     403   403     403  403    200   200      403   403
GET    gate/roll-calls/{roll_call}           401    403     403   403     403  403    200   200      403   403
POST   gate/roll-calls/{roll_call}/marks     401    403     403   403     403  403    404   404      403   403
POST   gate/roll-calls/{roll_call}/close     401    403     403   403     403  403    200   200      403   403

GET    admin/departments                     401    403     403   200     200  200    403   200      200   403
POST   admin/departments                     401    403     403   403     403  403    403   403      201   403
PATCH  admin/departments/{department}        401    403     403   403     403  403    403   403      200   403
GET    admin/groups                          401    403     403   200     200  200    403   200      200   403
POST   admin/groups                          401    403     403   403     403  403    403   403      201   403
PATCH  admin/groups/{group}                  401    403     403   403     403  403    403   403      200   403
GET    admin/gates                           401    403     403   200     200  200    403   200      200   403
POST   admin/gates                           401    403     403   403     403  403    403   403      201   403
PATCH  admin/gates/{gate}                    401    403     403   403     403  403    403   403      200   403
GET    admin/staff                           401    403     403   403     403  403    403   403      200   403
POST   admin/staff                           401    403     403   403     403  403    403   403      201   403
GET    admin/staff/{colleague}               401    403     403   403     403  403    403   403      200   403
PATCH  admin/staff/{colleague}               401    403     403   403     403  403    403   403      200   403
POST   admin/staff/{colleague}/disable       401    403     403   403     403  403    403   403      200   403
POST   admin/staff/{colleague}/password      401    403     403   403     403  403    403   403      204   403
GET    admin/flows/current                   401    403     403   403     403  403    403   403      200   403
GET    admin/flows/dry-run                   401    403     403   403     403  403    403   403      200   403
GET    admin/settings                        401    403     403   403     403  403    403   403      200   403
GET    admin/messages                        401    403     403   403     403  403    403   403      200   403
POST   admin/messages/{message}/resend       401    403     403   403     403  403    403   403      409   403
GET    admin/alarms                          401    403     403   403     403  403    403   403      200   403
GET    admin/audit                           401    403     403   403     403  403    403   403      403   200
POST   admin/audit/verify                    401    403     403   403     403  403    403   403      403   200
GET    admin/devices                         401    403     403   403     403  403    403   200      200   403
POST   admin/devices                         401    403     403   403     403  403    403   201      201   403
POST   admin/devices/{device}/enrolment      401    403     403   403     403  403    403   200      200   403
POST   admin/devices/{device}/revoke         401    403     403   403     403  403    403   200      200   403
GET    admin/blocklist                       401    403     403   403     403  403    403   200      403   403
POST   admin/blocklist                       401    403     403   403     403  403    403   201      403   403
POST   admin/blocklist/{block}/lift          401    403     403   403     403  403    403   200      403   403
GET    admin/webhooks                        401    403     403   403     403  403    403   403      200   403
POST   admin/webhooks                        401    403     403   403     403  403    403   403      201   403
POST   admin/webhooks/{webhook}/rotate       401    403     403   403     403  403    403   403      200   403
POST   admin/webhooks/{webhook}/disable      401    403     403   403     403  403    403   403      200   403
POST   admin/webhooks/{disabled_webhook}/enable   401    403     403   403     403  403    403   403      200   403
GET    admin/webhooks/{webhook}/deliveries   401    403     403   403     403  403    403   403      200   403
POST   admin/webhook-deliveries/{delivery}/resend   401    403     403   403     403  403    403   403      409   403

DELETE staff/wechat                          401    403     403   204     204  204    204   204      204   204
DELETE session                               401    204     204   204     204  204    204   204      204   204
"""

DEVICES = ("desk", "camera", "turnstile")

# Devices are let in to these only, and to what needs no signing in.
DEVICE_TABLE = """
                                             desk camera turnstile
POST   gate/scans                            200  403    200
POST   gate/manual-scans                     200  403    403
POST   gate/plates                           403  200    403
POST   gate/passages/{passage}/refuse        409  403    403
POST   gate/uploads                          200  403    200
GET    gate/conflicts                        200  403    403
GET    gate/gates                            200  403    403
GET    gate/expected                         200  403    403
GET    gate/present                          200  403    403
GET    gate/overstays                        200  403    403
GET    gate/device                           200  200    200
GET    gate/snapshot                         200  403    403
GET    gate/events                           200  403    403
GET    gate/contacts?q=张伟                  200  403    403
POST   gate/walk-ins                         201  403    403
GET    gate/walk-ins                         200  403    403
GET    gate/search?q=刘洋                    200  403    403
POST   gate/roll-calls                       201  403    403
GET    gate/roll-calls                       200  403    403
GET    gate/roll-calls/{roll_call}           200  403    403
POST   gate/roll-calls/{roll_call}/marks     404  403    403
POST   gate/roll-calls/{roll_call}/close     200  403    403
"""


def rows() -> dict[str, dict[str, int]]:
    """`METHOD path` -> caller -> status, as the table says."""
    return _read(TABLE, tuple(CALLERS))


def device_rows() -> dict[str, dict[str, int]]:
    """The same for devices, for every row of the table."""
    listed = _read(DEVICE_TABLE, DEVICES)
    found = {}
    for row, statuses in rows().items():
        public = 403 if statuses["nobody"] == 401 else statuses["nobody"]
        found[row] = listed.pop(row, dict.fromkeys(DEVICES, public))
    assert not listed, f"not in the table: {', '.join(listed)}"
    return found


def _read(table: str, callers: tuple[str, ...]) -> dict[str, dict[str, int]]:
    found = {}
    for line in table.splitlines():
        words = line.split()
        if words and words[0].isupper():
            found[f"{words[0]} {words[1]}"] = dict(zip(callers, map(int, words[2:]), strict=True))
    return found
