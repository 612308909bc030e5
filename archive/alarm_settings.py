"""`[alarms]` in warraq.toml: whom alarms are told, checked so that nothing of them goes out in the clear."""

import re
import shlex
from dataclasses import dataclass
from typing import Any

from archive.errors import SettingsError
from archive.operator_secrets import NAMED

# What is told of alarms names outlets: it goes over the network encrypted, or not over it at all.
SAFE_ADDRESS = re.compile(r"https://[!-~]+|http://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:/[!-~]*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmSettings:
    """`[alarms]`: whom alarms are told: a `command`, a `webhook`, mail; `ping` is asked after good rounds.

    `webhook` and `ping` are addresses, or `$NAME`, a secret that is one. `smtp_tls` is whether TLS is spoken
    from the beginning; by default it is at port 465. The password of `smtp_user` is the secret
    WARRAQ_SMTP_PASSWORD.
    """

    command: str | None = None
    webhook: str | None = None
    mail_to: str | None = None
    mail_from: str | None = None
    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_tls: bool | None = None
    smtp_user: str | None = None
    ping: str | None = None


NO_ALARMS = AlarmSettings()


def check_alarms(values: dict[str, Any], path: str) -> None:
    """Check what is more than a type; `path` is named in errors. Raises SettingsError."""
    for key in ("webhook", "ping"):
        if key in values and not NAMED.fullmatch(values[key]) and not SAFE_ADDRESS.fullmatch(values[key]):
            # What was written is not repeated: such addresses hold a key.
            raise SettingsError(
                f"{path}: {key} in [alarms] must be an https address, one of this machine, or the name of a"
                f' secret that is such; write {key} = "https://…" or {key} = "${key.upper()}_ADDRESS"'
            )
    if "command" in values:
        try:
            words = shlex.split(values["command"])
        except ValueError as error:
            raise SettingsError(f"{path}: command in [alarms] cannot be understood: {error}") from error
        if not words:
            raise SettingsError(f'{path}: command in [alarms] is empty; write command = "/path/to/program"')
    if "mail_to" in values:
        for key in ("mail_from", "smtp_host"):
            if not values.get(key):
                raise SettingsError(f'{path}: mail_to in [alarms] needs {key}; write {key} = "…"')
