"""Errors that a command reports to its user in one line.

    ArchiveError            1  something about the archive is not as it must be
    ├── NoArchive           1  no archive here, or none where one was named
    ├── SettingsError       1  warraq.toml cannot be understood
    ├── IndexUnusable       1  index.db cannot be opened, or is held by another process
    ├── OutOfSpace          1  the disk refused a write
    ├── UnreadableFile      1  a file handed to `ingest` is no WARC, ARC or WACZ
    ├── ReaderUnavailable   1  reader children cannot be started
    └── AlreadyRunning      5  another run holds the lock

A new class is added here when a caller handles it differently, or its exit code differs; otherwise
raise `ArchiveError` itself. The text says what was found, what was wanted and what to do.
"""


class ArchiveError(Exception):
    """Something about the archive is not as it must be; `exit_code` is what a command ends with."""

    exit_code = 1


class NoArchive(ArchiveError):
    """There is no archive where one was looked for."""


class SettingsError(ArchiveError):
    """warraq.toml is missing something, or says something that is not understood."""


class IndexUnusable(ArchiveError):
    """index.db is damaged, made by another version, or held by another process for too long."""


class OutOfSpace(ArchiveError):
    """The disk refused a write; what was committed before stays whole."""


class UnreadableFile(ArchiveError):
    """A file that was named for import cannot be opened or is of no known format."""


class ReaderUnavailable(ArchiveError):
    """Reader children do not start."""


class AlreadyRunning(ArchiveError):
    """Another process holds the lock that this one needs."""

    exit_code = 5
