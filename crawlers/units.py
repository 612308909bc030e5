"""Units of systemd, and lines of crontab, for `warraq crawl --due`: systemd.service(5), systemd.exec(5)."""

from __future__ import annotations

from dataclasses import dataclass

NAME = "warraq"
SPECIFIERS = str.maketrans({"%": "%%"})
# What keeps a user's service from starting on some machines stands in the unit for the machine alone: a
# user's service manager may neither mount anything nor drop capabilities. In neither stand
# MemoryDenyWriteExecute, RestrictNamespaces and a filter of system calls, for Chromium pictures and renders
# pages (its compiler, its sandbox); nor a list of addresses, for hooks of [alarms] are the operator's own
# programs.
BOTH = """\
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
UMask=0077
"""
MACHINE = """\
PrivateTmp=yes
PrivateDevices=yes
ProtectSystem=strict
ReadWritePaths={writable}
ProtectHome=read-only
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
CapabilityBoundingSet=
RemoveIPC=yes
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """How warraq is started here: the program, and the archive's directory, both absolute paths.

    `minutes` lie between two looks. `credentials` are secrets by name, each with the absolute path of the
    file that holds it. `user` runs the service for the machine, and writes to nothing but the archive and
    `writable`; None for a service of one's own.
    """

    program: tuple[str, ...]
    archive: str
    minutes: int = 5
    credentials: tuple[tuple[str, str], ...] = ()
    user: str | None = None
    writable: tuple[str, ...] = ()


def service_unit(command: Command) -> str:
    """The service that does one round and ends; without rights that a crawl does not need."""
    program = " ".join(_quoted(part) for part in (*command.program, "-C", command.archive, "crawl", "--due"))
    lent = "".join(f"LoadCredential={name}:{_path(file)}\n" for name, file in command.credentials)
    writable = " ".join(_word(path) for path in (command.archive, *command.writable))
    for_machine = MACHINE.format(writable=writable) if command.user else ""
    user = f"User={command.user.translate(SPECIFIERS)}\n" if command.user else ""
    return f"""[Unit]
Description=Warraq: crawl the outlets that are due
Documentation=man:systemd.timer(5)
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
{user}ExecStart={program}
WorkingDirectory={_path(command.archive)}
# Outlets failed (3), or another run holds the lock (5): the next round tries again.
SuccessExitStatus=3 5
# A round ends by itself after [schedule] crawl_minutes; Ctrl-C ends it in good order.
KillSignal=SIGINT
TimeoutStopSec=5min
Nice=10
IOSchedulingClass=idle
# Each crawl has its own limit, [schedule] crawl_memory_mb; this is all of them together. What the kernel ends
# for it is one crawl, not the round.
MemoryMax=75%
OOMPolicy=continue
{BOTH}{for_machine}{lent}"""


def timer_unit(command: Command) -> str:
    """The timer that asks what is due; a round missed while the machine was off is made up at once."""
    return f"""[Unit]
Description=Warraq: look every {command.minutes} minutes which outlets are due

[Timer]
# In UTC: by a clock that is set back for winter, systemd leaves out the hour that comes twice.
OnCalendar=*:0/{command.minutes} UTC
RandomizedDelaySec=60
Persistent=true

[Install]
WantedBy=timers.target
"""


def crontab_lines(command: Command) -> str:
    """A line for crontab(5), which neither knows catching up nor needs to: what is due stays due."""
    program = " ".join(_shell(part) for part in (*command.program, "-C", command.archive, "crawl", "--due"))
    return f"*/{command.minutes} * * * * {program} >> {_shell(command.archive + '/state/crawl.log')} 2>&1\n"


def _quoted(text: str) -> str:
    """A word of a command line as systemd reads it: there, a dollar sign would name a variable."""
    return _word(text.replace("$", "$$"))


def _word(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').translate(SPECIFIERS)
    return f'"{escaped}"' if not escaped.isalnum() else escaped


def _path(text: str) -> str:
    return text.translate(SPECIFIERS)


def _shell(text: str) -> str:
    """A word for sh, and for cron, to which a percent sign is the end of the line."""
    return "'" + text.replace("'", "'\\''").replace("%", "\\%") + "'"
