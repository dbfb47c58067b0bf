"""Numbers that identify, and their checks."""

from datetime import date

import phonenumbers
from stdnum import iban, luhn

from models.mentions import Account, Iin, Phone, Sex

_FIRST_ROUND = range(1, 12)
_SECOND_ROUND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_CENTURIES = {"1": (1800, Sex.MALE), "2": (1800, Sex.FEMALE), "3": (1900, Sex.MALE), "4": (1900, Sex.FEMALE),
              "5": (2000, Sex.MALE), "6": (2000, Sex.FEMALE)}  # fmt: skip


def check_digit(digits: str) -> int | None:
    """Of the first eleven digits of an IIN; None where no IIN begins so.

    Law of the Republic of Kazakhstan of 12 January 2007 No 223, and the rules for forming the number: the weighted sum
    modulo 11; where that is 10, a second round of weights; where it is 10 again, the number is not given out.
    The eleventh digit weighs 11 in the first round, so most wrong eleventh digits go unnoticed by this code.
    """
    for weights in (_FIRST_ROUND, _SECOND_ROUND):
        rest = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False)) % 11
        if rest < 10:
            return rest
    return None


def iin(digits: str) -> Iin:
    """Twelve digits as an IIN: YYMMDD, century and sex, four of registration, check."""
    century, sex = _CENTURIES.get(digits[6], (None, None))
    born = None
    if century is not None:
        try:
            born = date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
        except ValueError:
            born = None
    valid = born is not None and check_digit(digits) == int(digits[11])
    return Iin(digits=digits, valid=valid, birth_date=born, sex=sex)


def phone(digits: str) -> Phone | None:
    """Digits of a national or an international number of the +7 plan; None where they cannot be one.

    Whether such numbers are given out is asked of `phonenumbers` (Google's numbering plans).
    """
    if len(digits) == 11 and digits[0] in "87":
        national = digits[1:]
    elif len(digits) == 10:
        national = digits
    else:
        return None
    if national[0] not in "3479":
        return None
    number = phonenumbers.PhoneNumber(country_code=7, national_number=int(national))
    return Phone(e164=f"+7{national}", valid=phonenumbers.is_valid_number(number))


def card(digits: str) -> Account:
    """A payment card's number, with Luhn's check (ISO/IEC 7812-1)."""
    return Account(number=digits, valid=bool(luhn.is_valid(digits)))


def kazakh_iban(text: str) -> Account:
    """An IBAN of Kazakhstan (KZ, two check digits, three of the bank, thirteen of the account): ISO 13616, mod 97."""
    return Account(number=text, valid=bool(iban.is_valid(text, check_country=False)) and len(text) == 20)
