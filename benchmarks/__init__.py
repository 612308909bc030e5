"""What capture and crawl cost, measured beside plain Scrapy on the same pages: `python -m benchmarks`."""
