"""Times on a recording as people read them."""

from models.span import Seconds, Span


def clock(seconds: Seconds) -> str:
    """`00:31` or, from an hour on, `1:02:03`; rounded down, so that a click there hears the whole word."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute:02}:{second:02}"


def place(span: Span) -> str:
    """Where a span lies: `00:31–00:40`."""
    return f"{clock(span.start)}–{clock(span.end)}"
