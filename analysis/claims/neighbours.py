"""What stands beside a token, and the words that a stretch of tokens stands in."""

from collections.abc import Collection, Sequence

from analysis.mentions.tokens import Token


def words_of(tokens: Sequence[Token], first: int, last: int) -> tuple[int, ...]:
    """Indexes of the words that a stretch of tokens stands in."""
    return tuple(sorted({token.word for token in tokens[first : last + 1]}))


def plain_before(tokens: Sequence[Token], at: int, *, first: int = 0) -> str:
    """The folded letters of the token before; empty where a clause that begins with `first` has none."""
    return tokens[at - 1].plain if at > first else ""


def plain_behind(tokens: Sequence[Token], at: int, *, last: int | None = None) -> str:
    """The folded letters of the token behind; empty where a clause that ends with `last` has none."""
    end = len(tokens) - 1 if last is None else last
    return tokens[at + 1].plain if at < end else ""


def is_said_before(tokens: Sequence[Token], word: int, wanted: Collection[str]) -> bool:
    """Whether one of the wanted stands right before a word."""
    return any(token.word == word - 1 and token.plain in wanted for token in tokens)


def tokens_within(tokens: Sequence[Token], words: Collection[int]) -> list[int]:
    """Which tokens stand in those words, in order."""
    return [at for at, token in enumerate(tokens) if token.word in words]
