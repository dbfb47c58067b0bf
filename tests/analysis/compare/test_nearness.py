"""What shows that two statements tell of one event or of two."""

from analysis.claims.finding import reading_of_statement
from analysis.compare.nearness import nearness, told_apart
from analysis.compare.statement_frames import frame_of
from tests.analysis.claims.said import statement


def test_nearness_changes_nothing_by_order():
    frames = [
        frame_of(reading_of_statement(statement(text)))
        for text in ("Первый прицеп выгрузили у элеватора.", "Прицеп с зерном стоял у элеватора.")
    ]
    assert nearness(*frames) == nearness(*frames[::-1])


def test_ordinals_tell_events_apart_and_one_order_does_not():
    first, second, again = (
        reading_of_statement(statement(text))
        for text in ("Первый прицеп выгрузили.", "Второй прицеп выгрузили.", "Первый прицеп разгрузили утром.")
    )
    assert told_apart(first, second)
    assert not told_apart(first, again)
