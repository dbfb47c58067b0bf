"""Ways in which a name in Kazakh or Russian Cyrillic is written elsewhere, each a table; taken from the tables themselves.

Passports: order of the Ministry of Internal Affairs of Kazakhstan on transliteration (ICAO Doc 9303 for Cyrillic); Kazakh
Latin of 2018 (decree No 637) and of 2021 (the draft with diacritics); Russian letters on a keyboard without Kazakh ones;
German as newspapers write (Duden's table).
"""

_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_TO_RUSSIAN = dict(zip("әғқңөұүһі", "агкноуухи", strict=True))
_ICAO = "a,b,v,g,d,e,e,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,yu,ya"
_GERMAN = "a,b,w,g,d,e,e,sch,s,i,i,k,l,m,n,o,p,r,s,t,u,f,ch,z,tsch,sch,schtsch,,y,,e,ju,ja"
_KAZAKH = "аәбдефгғхһіийжкқлмнңоөпрсштұүувыэзчяющцьъё"
_OF_2018 = "a,á,b,d,e,f,g,ǵ,h,h,i,ı,ı,j,k,q,l,m,n,ń,o,ó,p,r,s,sh,t,u,ú,ý,v,y,e,z,ch,ıa,ıý,sh,ts,,,ıo"
_OF_2021 = "a,ä,b,d,e,f,g,ğ,h,h,i,i,i,j,k,q,l,m,n,ñ,o,ö,p,r,s,ş,t,ū,ü,u,v,y,e,z,ch,ia,iu,ş,ts,,,io"


def _of_russian(row: str) -> dict[str, str]:
    found = dict(zip(_RUSSIAN, row.split(","), strict=True))
    return found | {kazakh: found[russian] for kazakh, russian in _TO_RUSSIAN.items()}


def _of_kazakh(row: str) -> dict[str, str]:
    return dict(zip(_KAZAKH, row.split(","), strict=True))


SPELLINGS = {
    "russian": _TO_RUSSIAN,
    "passport": _of_russian(_ICAO),
    "german": _of_russian(_GERMAN),
    "kazakh 2018": _of_kazakh(_OF_2018),
    "kazakh 2021": _of_kazakh(_OF_2021),
}


def spelt(text: str, spelling: str) -> str:
    """The text in that spelling, each word with a capital."""
    table = SPELLINGS[spelling]
    return " ".join("".join(table.get(letter, letter) for letter in word.lower()).capitalize() for word in text.split())
