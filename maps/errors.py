"""What the world refuses: one kind of error, with a code for programs and a sentence for people."""

from django.utils.functional import Promise


class InvalidInput(ValueError):
    """A value from outside that can't be used. The bad value itself is never repeated.

    `code` is stable and belongs to the API; `message` says in the reader's language what to do.
    """

    def __init__(self, code: str, sentence: str | Promise, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.values = values

    @property
    def message(self) -> str:
        return str(self.sentence) % self.values

    def __str__(self) -> str:
        return self.message
