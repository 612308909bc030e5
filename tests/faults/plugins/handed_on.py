"""An item pipeline at the end of all: notes the record id of every item handed on, one line a write."""

import os
from typing import Any


class HandedOn:
    """Appends to the file named by $HANDED_ON; what it wrote survives a kill -9."""

    def __init__(self) -> None:
        self._file = os.open(os.environ["HANDED_ON"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def process_item(self, item: Any) -> Any:
        record = item["capture"]["record_id"] if isinstance(item, dict) else item.record_id
        os.write(self._file, f"{record}\n".encode())
        return item
