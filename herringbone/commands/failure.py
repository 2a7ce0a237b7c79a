"""How a command says that it could not."""


class Failed(Exception):
    """Nothing was done; the text says why, and what to do. `code` is the exit code."""

    def __init__(self, text: str, code: int = 1) -> None:
        super().__init__(text)
        self.code = code
