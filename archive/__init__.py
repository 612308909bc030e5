"""KEEP: hold the WARCs; index, search, cite and verify them. Knows warcio and sqlite-utils, not Scrapy."""
