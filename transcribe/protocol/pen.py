"""Writes text in the protocol's language: fixed wording, values of the form, and a visible gap where there is none."""

from dataclasses import dataclass
from string import Formatter

from models.interrogation import ProtocolLanguage
from models.protocol_document import Paragraph, ParagraphStyle, Run, RunMark, SignatureLine, Text
from models.sentences import Sentence

GAP_WORDS: dict[ProtocolLanguage, str] = {"ru": "ВСТАВИТЬ", "kk": "ЕНГІЗУ"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """One thing a protocol says, in both of its languages; `{names}` stand for what is filled in."""

    ru: str
    kk: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pen:
    """Writes in one language."""

    language: ProtocolLanguage

    def raw(self, wording: Wording | Sentence) -> str:
        """The wording as it stands."""
        return wording.ru if self.language == "ru" else wording.kk

    def gap(self, what: Wording, **data: str) -> Text:
        """`[ВСТАВИТЬ: what]`: neither the form nor the recording gives it."""
        return (Run(text=f"[{GAP_WORDS[self.language]}: {self.raw(what).format(**data)}]", mark=RunMark.GAP),)

    def value(self, stated: str | None, what: Wording) -> Text:
        """What the form states, or the gap."""
        return self.gap(what) if stated is None else (Run(text=stated),)

    def say(self, wording: Wording | Sentence, **parts: Text | str) -> Text:
        """The wording with its names filled by texts, whose marks stay."""
        runs: list[Run] = []
        for literal, name, _, _ in Formatter().parse(self.raw(wording)):
            if literal:
                runs.append(Run(text=literal))
            if name is not None:
                part = parts[name]
                runs.extend((Run(text=part),) if isinstance(part, str) else part)
        return tuple(runs)

    def told(self, stated: bool | None, done: Wording, what: Wording) -> Text:
        """What the form states to have been done; stated as not done or not stated, a person has to say."""
        if stated:
            return self.say(done)
        return self.gap(what) if stated is None else self.gap(_NOT_DONE, told=self.raw(what))

    def paragraph(self, text: Text, style: ParagraphStyle = ParagraphStyle.BODY) -> Paragraph:
        """The text as a paragraph."""
        return Paragraph(text=text, style=style)

    def signature(self, who: Text | str) -> SignatureLine:
        """An empty line to sign on."""
        return SignatureLine(who=(Run(text=who),) if isinstance(who, str) else who)


_NOT_DONE = Wording(
    ru="{told}; в форме отмечено «нет» — указать причину",
    kk="{told}; нысанда «жоқ» деп белгіленген — себебін көрсету",
)
