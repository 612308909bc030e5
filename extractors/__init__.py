"""READ: turn a captured page into an Article. Pure functions; knows trafilatura and lxml, no network, no clock."""
