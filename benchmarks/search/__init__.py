"""How well and how fast the search finds: word pairs, known reports, other stemmers beside ours."""
