"""What transcripts show, as facts: with its second, and never more than was heard."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID, uuid4

from api.heard_facts import with_heard
from models.cases import Placement, TimeSource
from models.facts import Known, Source, SourceKind
from models.facts_case import InterrogationFacts
from models.formalities import Formalities

ONE, OTHER = UUID(int=1), UUID(int=2)
START = datetime(2026, 3, 2, 5, tzinfo=UTC)
NOTHING = InterrogationFacts(id="i1", person="p1")


def placed(recording, *, begins=10.0, ends=600.0, at=START):
    return Placement(
        id=uuid4(), case_id=uuid4(), recording_id=recording, sitting_id=uuid4(), span_start=begins, span_end=ends,
        wall_start=at, source=TimeSource.TYPED, typed_by=None, doubt_seconds=None,
    )  # fmt: skip


def heard(*placements, of=NOTHING, **found):
    return with_heard(
        of, SimpleNamespace(placements=placements, heard={UUID(int=int(key[1])): each for key, each in found.items()})
    )


def test_a_second_of_sound_is_a_moment_on_the_wall_where_the_recording_has_its_place():
    found = heard(placed(ONE), r1=Formalities(rights=40.0, rights_article="78", first_question=70.0))
    assert found.rights_at == Known(
        value=datetime(2026, 3, 2, 5, 0, 30, tzinfo=UTC), source=Source(kind=SourceKind.SOUND, where=str(ONE), second=40.0)
    )
    assert found.first_question_at.value > found.rights_at.value
    assert found.rights_article.value == "78"
    timeless = heard(placed(ONE, at=None), r1=Formalities(rights=40.0, refusal=41.0))
    assert (timeless.rights_at, timeless.refusal_right_explained.value) == (None, True)


def test_what_was_not_heard_stays_unknown_and_what_the_protocol_states_stays():
    found = heard(placed(ONE), r1=Formalities())
    assert (found.rights_at, found.liability_warned, found.spoken_languages) == (None, None, None)
    assert found.leading_questions.value == 0
    stated = Known(value=False, source=Source(kind=SourceKind.PROTOCOL, where="statements"))
    of = InterrogationFacts(id="i1", person="p1", liability_warned=stated)
    assert heard(placed(ONE), of=of, r1=Formalities(liability=50.0)).liability_warned == stated


def test_another_article_than_the_protocol_names_makes_it_unknown():
    of = InterrogationFacts(
        id="i1", person="p1", rights_article=Known(value="64", source=Source(kind=SourceKind.PROTOCOL, where="statements"))
    )
    assert heard(placed(ONE), of=of, r1=Formalities(rights=40.0, rights_article="78")).rights_article is None
    assert heard(placed(ONE), of=of, r1=Formalities(rights=40.0, rights_article="64")).rights_article.value == "64"
    assert heard(placed(ONE), of=of, r1=Formalities(rights=5.0, rights_article="78")).rights_article.value == "64"


def test_what_counts_all_is_unknown_until_every_recording_was_read():
    one, other = placed(ONE), placed(OTHER, at=datetime(2026, 3, 2, 4, tzinfo=UTC))
    first = Formalities(first_question=20.0, leading=(20.0,), languages=("ru",), refusal=15.0)
    found = heard(one, other, r1=first)
    assert (found.first_question_at, found.leading_questions, found.spoken_languages) == (None, None, None)
    assert found.refusal_right_explained.value
    both = heard(one, other, r1=first, r2=Formalities(first_question=30.0, leading=(30.0, 5.0), languages=("kk", "ru")))
    assert both.first_question_at.value == datetime(2026, 3, 2, 4, 0, 20, tzinfo=UTC)
    assert both.leading_questions.value == 2  # the third lies before the sitting
    assert both.spoken_languages.value == ("ru", "kk")
