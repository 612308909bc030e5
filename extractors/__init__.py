"""READ: turn a captured page into an Article. Pure functions over bytes: no network, no clock."""
