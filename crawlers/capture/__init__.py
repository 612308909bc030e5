"""Record the bytes of every exchange below Scrapy's HTTP handler and write them as WARC."""
