"""WeChat's error numbers and what we do about each: one table, read downwards, with three small amendments.

Every number, with what we do about it, stands in §11. That was made from the error lists of WeChat's API pages (§1.3
tokens, §2.1 login, §3.2 phone, §4.6 template messages, §5.6 subscribe messages, §7 codes and links, §8.5 checks) and
from the global error table of WxJava. The same number means different things on different accounts, hence the
amendments.
"""

from enum import Enum

from server.wechat.errors import Reaction


class Table(Enum):
    """Who answered, which decides how its numbers are read."""

    TOKEN = "token"  # noqa: S105 (the token endpoint)
    MINI_PROGRAM = "mini_program"
    SERVICE = "service"


_EVERYWHERE = {
    # Transient, and token
    -1: Reaction.BUSY,  # system error: the platform is busy
    40001: Reaction.REFRESH,  # invalid credential: token replaced
    40014: Reaction.REFRESH,  # invalid access_token: garbage
    42001: Reaction.REFRESH,  # access_token expired
    43108: Reaction.BUSY,  # two sends to one person at once
    # Quota
    43117: Reaction.PAUSE_MINUTE,  # sending to this openid too frequently
    44990: Reaction.PAUSE_MINUTE,  # per-second limit
    44991: Reaction.PAUSE_MINUTE,  # per-minute limit
    44993: Reaction.PAUSE_UNTIL_MIDNIGHT,  # per-day limit
    45009: Reaction.PAUSE_UNTIL_MIDNIGHT,  # reach max api daily quota limit
    45011: Reaction.PAUSE_MINUTE,  # api minute-quota reach limit
    85406: Reaction.PAUSE_UNTIL_MIDNIGHT,  # link opened too often today
    # The person must act
    40029: Reaction.NEW_CODE,  # invalid code: expired, foreign, malformed
    40163: Reaction.NEW_CODE,  # code been used; expected after our own retry
    42003: Reaction.NEW_CODE,  # oauth code expired
    87007: Reaction.NEW_CODE,  # session_key not existed
    87009: Reaction.NEW_CODE,  # invalid session signature
    # This receiver or this text
    40003: Reaction.BAD_OPENID,  # invalid openid
    40226: Reaction.PERMANENT,  # high-risk user, login blocked
    40241: Reaction.DUPLICATE,  # the message is duplicate in 60 seconds
    43004: Reaction.NOT_FOLLOWING,  # require subscribe
    43019: Reaction.NOT_FOLLOWING,  # receiver is on the account's blacklist
    43101: Reaction.NO_CREDIT,  # user refuse to accept the msg
    45015: Reaction.PERMANENT,  # out of the 48 h window
    45047: Reaction.PERMANENT,  # too many replies
    45168: Reaction.SENSITIVE_WORD,  # hit sensitive word
    47003: Reaction.BAD_VALUE,  # argument invalid! data.KEY.value invalid
    50002: Reaction.PERMANENT,  # receiver's account is frozen or cancelled
    61010: Reaction.PERMANENT,  # not used the mini-program for two hours: a person moderates
    87014: Reaction.PERMANENT,  # risky content
    # One page or one template
    40036: Reaction.TEMPLATE_STOPPED,  # invalid template_id size
    40037: Reaction.TEMPLATE_STOPPED,  # invalid template_id: wrong or deleted
    40165: Reaction.PAGE_REFUSED,  # page is not in the released mini-program
    40166: Reaction.PAGE_REFUSED,  # invalid mini-program appid in a link
    40249: Reaction.TEMPLATE_STOPPED,  # blocked for illegal content: review the wording
    41030: Reaction.PAGE_REFUSED,  # invalid page
    43116: Reaction.TEMPLATE_STOPPED,  # template restricted
    # An operator must act before anything goes out
    40013: Reaction.CHANNEL_STOPPED,  # invalid appid
    40125: Reaction.CHANNEL_STOPPED,  # invalid appsecret
    40164: Reaction.CHANNEL_STOPPED,  # our address is not in the whitelist; errmsg names it
    40243: Reaction.CHANNEL_STOPPED,  # AppSecret frozen
    43107: Reaction.CHANNEL_STOPPED,  # subscribe ability banned
    48001: Reaction.CHANNEL_STOPPED,  # api unauthorized: the account lacks it
    48004: Reaction.CHANNEL_STOPPED,  # api forbidden: the account is punished
    50004: Reaction.CHANNEL_STOPPED,  # token API forbidden
    50007: Reaction.CHANNEL_STOPPED,  # account frozen
    89503: Reaction.CHANNEL_STOPPED,  # an administrator must confirm our address
    89506: Reaction.CHANNEL_STOPPED,  # administrator refused our address for 24 h
    89507: Reaction.CHANNEL_STOPPED,  # administrator refused our address for 1 h
    # An operator must act for one function
    40039: Reaction.CONFIG,  # invalid url size
    40246: Reaction.CONFIG,  # invalid keyword_name_list
    40247: Reaction.CONFIG,  # need category template
    43104: Reaction.CONFIG,  # openid does not match appid
    43106: Reaction.CONFIG,  # not allowed to add templates
    45029: Reaction.CONFIG,  # permanent QR codes used up
    45103: Reaction.CONFIG,  # capability withdrawn
    45109: Reaction.CONFIG,  # capability withdrawn
    48006: Reaction.CONFIG,  # quota cleared too often this month
    85079: Reaction.CONFIG,  # mini-program has no online release
    85407: Reaction.CONFIG,  # no permission for links
    85408: Reaction.CONFIG,  # links banned
}

_AMENDMENTS = {
    Table.TOKEN: {
        40001: Reaction.CHANNEL_STOPPED,  # §1.3: here it is the secret that is wrong
    },
    Table.MINI_PROGRAM: {
        40002: Reaction.CONFIG,  # §7.2, links: no permission
    },
    Table.SERVICE: {
        40013: Reaction.PAGE_REFUSED,  # §4.6: the mini-program in the message is not linked to the service account
    },
}


def reaction_to(errcode: int, table: Table) -> Reaction:
    """What to do about `errcode`. A number we do not know counts as a bug: not repeated, and reported."""
    return _AMENDMENTS[table].get(errcode) or _EVERYWHERE.get(errcode, Reaction.BUG)
