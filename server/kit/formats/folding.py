"""The first step for every number people copy, paste or dictate."""

import unicodedata

_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_MIDDLE_DOTS = "\u00b7\u2022\u2027\u2219\u22c5\u30fb"
_DROPPED = frozenset(_HYPHENS + _MIDDLE_DOTS)


def fold(text: str) -> str:
    """`text` in Unicode NFKC and capitals, without spaces, hyphens, middle dots or invisible marks.

    Phones copy numbers out of contacts with invisible direction marks around them, so those go too.
    """
    # NFKC in its two halves: dropping between them leaves nothing a second folding would compose.
    kept = "".join(char for char in unicodedata.normalize("NFKD", text) if not _dropped(char))
    return unicodedata.normalize("NFC", kept.upper())


def _dropped(char: str) -> bool:
    return char in _DROPPED or char.isspace() or unicodedata.category(char) == "Cf"
