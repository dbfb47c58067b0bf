"""Which of the texts that a network finds likely is written: the one that is expected to have the fewest wrong words.

The likeliest text as a whole need not be it: where several likely texts agree on a word, that word is likelier than the
one of the best text alone (minimum Bayes risk, Stolcke, Konig and Weintraub 1997; Goel and Byrne 2000).
"""

import math
import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein


def least_risk(texts: Sequence[str], log_probabilities: Sequence[float]) -> int:
    """The number of the text from which the others differ least, each weighed by its probability; of equal ones the first.

    `log_probabilities`: natural logarithms, of each text as a whole. Case and punctuation make no difference.
    """
    said = [re.sub(r"[^\w ]+", " ", text.casefold()).split() for text in texts]
    highest = max(log_probabilities)
    weights = [math.exp(each - highest) for each in log_probabilities]

    def risk(number: int) -> float:
        pairs = zip(said, weights, strict=True)
        wrong = sum(weight * Levenshtein.distance(said[number], other) for other, weight in pairs)
        return round(wrong / sum(weights), 9)  # so that equal ones are equal, whatever was rounded on the way

    return min(range(len(said)), key=risk)
