"""What is wrong inside a file, on its way to whoever tells where it stands."""

from models.sentences import Sentence


class FaultError(ValueError):
    """Something given cannot be used; `says` tells it in every language of the interface, `str` in English."""

    def __init__(self, sentence: Sentence, **data: object) -> None:
        self.says = sentence.filled(**data)
        super().__init__(self.says.en)
