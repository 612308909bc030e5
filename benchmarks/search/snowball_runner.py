"""Run in the peers' environment, importing nothing of ours: reads words, a line each, prints their stems."""

# mypy: ignore-errors
# The peers are not installed where types are checked.
import sys

from snowballstemmer import stemmer

sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
for stem in stemmer("arabic").stemWords(sys.stdin.read().split("\n")):
    print(stem)
