"""Plain Datasette over an index, asked in this process, as `datasette index.db` would answer."""

import asyncio
from pathlib import Path
from typing import Any

from datasette.app import Datasette


class Plain:
    """Answers of one Datasette over one index; `settings` are Datasette's."""

    def __init__(self, index: Path, **settings: Any) -> None:
        self._loop = asyncio.new_event_loop()
        self._datasette = Datasette([str(index)], settings=settings)
        self._loop.run_until_complete(self._datasette.invoke_startup())

    def get(self, path: str, **parameters: Any) -> Any:
        """The answer to one request."""
        return self._loop.run_until_complete(self._datasette.client.get(path, params=parameters or None))

    def rows(self, path: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows that an address gives as JSON."""
        answer = self.get(f"{path}.json", _shape="array", **parameters)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()
        return found

    def close(self) -> None:
        """Have done with it."""
        self._loop.close()
