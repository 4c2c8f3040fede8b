"""Keeps tokens, secrets and codes out of the logs of the HTTP library, which logs whole URLs."""

import logging
import re

_SECRET = re.compile(r"\b(access_token|secret|js_code|code|openid|appid)=[^&\s\"']+")
_TALKATIVE = ("urllib3.connectionpool", "urllib3.util.retry", "wechatpy.client.base")


class _Redaction(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(record.getMessage()), ()
        return True


_REDACTION = _Redaction()


def redact(text: str) -> str:
    """`text` with the values of secret URL parameters replaced by ***."""
    return _SECRET.sub(r"\1=***", text)


def redact_library_logs() -> None:
    """Make the libraries' loggers redact what they write; harmless when repeated."""
    for name in _TALKATIVE:
        logging.getLogger(name).addFilter(_REDACTION)
