"""Browsing an index with Datasette: our plugin, what it tells Datasette of our tables, and `warraq serve`."""
