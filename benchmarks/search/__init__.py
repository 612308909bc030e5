"""What `make bench-search` runs: the index built to any size, and searched beside other engines."""
