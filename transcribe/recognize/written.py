"""What Whisper wrote in a window: tokens, and the sentences that its own timestamps make of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.span import Seconds, Span

HEARS: Seconds = 30.0  # of sound the network hears at once
_TIMESTAMP: Seconds = 0.02  # a timestamp token


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What the network wrote in one window."""

    tokens: list[int]  # of text alone
    sentences: list[Span]  # for each token, when its sentence is said by the network's own timestamps; from 0
    respelled: Mapping[int, str] = field(default_factory=dict)  # by number of a token: the word of its that it stands for

    def before(self, moment: Seconds) -> "Written":
        """Without the sentences that begin at the moment or after it."""
        kept = [number for number, sentence in enumerate(self.sentences) if sentence.start < moment]
        return Written(
            tokens=[self.tokens[number] for number in kept],
            sentences=[self.sentences[number] for number in kept],
            respelled={now: self.respelled[number] for now, number in enumerate(kept) if number in self.respelled},
        )


def written(sequence: Sequence[int], end_of_text: int, first_timestamp: int) -> Written:
    """Tokens and timestamps told apart; a sentence that was not ended goes on to the network's end of hearing."""
    tokens: list[int] = []
    sentences: list[Span] = []
    start = 0.0
    for token in sequence:
        if token < end_of_text:
            tokens.append(token)
        elif token >= first_timestamp:
            now = (token - first_timestamp) * _TIMESTAMP
            ended = Span(start=start, end=max(start, now))
            sentences += [ended] * (len(tokens) - len(sentences))
            start = now
    return Written(
        tokens=tokens,
        sentences=sentences + [Span(start=start, end=max(start, HEARS))] * (len(tokens) - len(sentences)),
    )
