"""FETCH: move bytes from a newsroom's site into a WARC file. Knows scrapy and twisted."""
