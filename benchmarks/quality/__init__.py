"""How well reading does: figures against answers that people wrote down beforehand."""
