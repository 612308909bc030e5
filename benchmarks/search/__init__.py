"""How well and how fast the search finds, at any size and with other engines and stemmers beside ours."""
