"""A hostile Arabic newsroom on loopback, for `warraq demo` and the tests; its reports are invented."""

from newsroom.corpus import Corpus, corpus_site
from newsroom.makes import Gold
from newsroom.recorder import Exchange, read_recording
from newsroom.room import Newsroom, OutletSite

__all__ = ["Corpus", "Exchange", "Gold", "Newsroom", "OutletSite", "corpus_site", "read_recording"]
