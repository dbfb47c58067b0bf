"""Numbers that identify: their checks find a wrong figure."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import iban, luhn

from analysis.mentions import identifiers
from bench.mentions import said, values
from models.mentions import MentionKind, Sex, Sureness

DIGITS = "0123456789"


def changed(text, at, digit):
    return text[:at] + digit + text[at + 1 :]


@st.composite
def eleven(draw):
    born = draw(st.dates(date(1930, 1, 1), date(2010, 12, 31)))
    century = {1900: "34", 2000: "56"}[born.year // 100 * 100]
    return f"{born:%y%m%d}{draw(st.sampled_from(century))}{draw(st.integers(0, 9999)):04}"


def iin_of(first):
    check = identifiers.check_digit(first)
    assume(check is not None)
    return f"{first}{check}"


def one_round(digits):
    return sum(weight * int(digit) for weight, digit in zip(range(1, 12), digits, strict=False)) % 11 < 10


@given(eleven(), st.integers(0, 11), st.sampled_from(DIGITS))
def test_one_wrong_digit_of_an_iin_is_found(first, at, digit):
    """Where the code can: the eleventh digit weighs 11 in the first round, which is nought; two rounds are two codes."""
    whole = iin_of(first)
    assume(digit != whole[at] and at != 10)
    wrong = changed(whole, at, digit)
    assume(one_round(whole) == one_round(wrong) or at == 11)
    assert identifiers.iin(whole).valid
    assert not identifiers.iin(wrong).valid


@given(eleven())
def test_an_iin_tells_birth_and_sex(first):
    read = identifiers.iin(iin_of(first))
    assert f"{read.birth_date:%y%m%d}" == first[:6]
    assert read.sex is (Sex.MALE if first[6] in "35" else Sex.FEMALE)


@pytest.mark.parametrize("first", ["87031230001", "01010150001", "99123140055"])
def test_the_second_round_is_used_only_where_the_first_gives_ten(first):
    weights = range(1, 12) if one_round(first) else (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
    expected = sum(weight * int(digit) for weight, digit in zip(weights, first, strict=True)) % 11
    assert identifiers.check_digit(first) == (None if expected == 10 else expected)


def test_a_number_with_ten_in_both_rounds_is_not_given_out():
    found = next(first for n in range(10000) if identifiers.check_digit(first := f"8703123{n:04}") is None)
    assert not identifiers.iin(found + "0").valid


@given(st.text(DIGITS, min_size=15, max_size=15), st.integers(0, 15), st.sampled_from(DIGITS))
def test_one_wrong_digit_of_a_card_is_found(first, at, digit):
    whole = first + luhn.calc_check_digit(first)
    assume(digit != whole[at])
    assert identifiers.card(whole).valid
    assert not identifiers.card(changed(whole, at, digit)).valid


@given(st.text(DIGITS, min_size=3, max_size=3), st.text("0123456789ABCDEFGHKLMNP", min_size=13, max_size=13), st.data())
def test_one_wrong_digit_of_an_iban_is_found(bank, account, data):
    whole = f"KZ{iban.calc_check_digits(f'KZ00{bank}{account}')}{bank}{account}"
    at = data.draw(st.sampled_from([number for number in range(2, 20) if whole[number].isdigit()]))
    digit = data.draw(st.sampled_from(DIGITS))
    assume(digit != whole[at])
    assert identifiers.kazakh_iban(whole).valid
    assert not identifiers.kazakh_iban(changed(whole, at, digit)).valid


IIN = "870312300012"[:11] + str(identifiers.check_digit("87031230001"))


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        (f"иин {IIN}", MentionKind.IIN, IIN),
        (f"жсн {IIN[:6]} {IIN[6:]}", MentionKind.IIN, IIN),
        ("иин " + " ".join(IIN), MentionKind.IIN, IIN),
        ("карта 4111 1111 1111 1111", MentionKind.CARD, "4111111111111111"),
        ("на карту 4111-1111-1111-1111", MentionKind.CARD, "4111111111111111"),
        ("счёт KZ86 125K ZT50 0410 0100", MentionKind.IBAN, "KZ86125KZT5004100100"),
        ("счёт KZ86125KZT5004100100", MentionKind.IBAN, "KZ86125KZT5004100100"),
        ("шоты кей зет 86 125 ка зет тэ 5004 100 100", MentionKind.IBAN, "KZ86125KZT5004100100"),
    ],
)
def test_identifiers_are_found_in_speech(text, kind, wanted):
    assert values(text, "ru", kind) == wanted


def test_a_wrong_iin_is_kept_and_doubtful_where_it_is_named_one():
    from analysis.mentions.finding import mentions_in

    wrong = IIN[:-1] + str((int(IIN[-1]) + 1) % 10)
    (mention,) = mentions_in(said(["иин", wrong], "ru"), said_on=None)
    assert (mention.kind, mention.sureness) == (MentionKind.IIN, Sureness.DOUBTFUL)
    assert not mention.value.valid
