"""What a reader asked that cannot be answered."""


class BadRequest(ValueError):
    """A parameter that is not understood: its name, what it was, and an example of what it may be."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(f"{name}={value!r} is not understood: {wanted}")
        self.name, self.value, self.wanted = name, value, wanted
