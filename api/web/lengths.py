"""Spans of time and shares in a reader's words."""

from collections.abc import Callable


def _(text: str) -> str:
    """A mark for the catalogues."""
    return text


_UNITS = (
    (86400, _("%(num)s d")),
    (3600, _("%(num)s h")),
    (60, _("%(num)s min")),
)
_SECONDS, _AT_ONCE = _("%(num)s s"), _("under 1 s")


def told(seconds: float, say: Callable[[str], str]) -> str:
    """A span of time in its two largest units, as "3 d 4 h" or "12 min"; below a minute in seconds."""
    left = max(0, round(seconds))
    if left < 60:
        return say(_SECONDS) % {"num": left} if left else say(_AT_ONCE)
    parts: list[str] = []
    for size, text in _UNITS:
        if left >= size or parts:
            parts.append(say(text) % {"num": left // size} if left // size else "")
            left %= size
        if len(parts) == 2:
            break
    return " ".join(filter(None, parts))
