"""Words beside a number that are no counted things: scales, and units of time and length."""

SCALES = frozenset({"тысяча", "тысяч", "тысячи", "миллион", "мын", "млн", "тыс", "тыща", "штука", "лям", "косарь"})
NOT_COUNTED = frozenset(
    {"час", "минута", "год", "лет", "раз", "сагат", "минут", "жыл", "кун", "ай", "апта", "метр", "процент"}
)
