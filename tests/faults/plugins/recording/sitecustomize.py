"""Loaded by every Python process that has this folder on its path: notes its file operations, if asked to."""

import os

if "RECORD_FILES_IN" in os.environ:
    from tests.faults.recorded import install

    install(os.environ["RECORD_FILES_IN"], os.environ["RECORD_FILES_AS"])
