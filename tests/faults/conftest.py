"""The archives and the web server of the crawlers' tests, for tests of what goes wrong."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

PLACE = Path(__file__).parents[1] / "crawlers" / "conftest.py"
NAME = "crawling_fixtures"

spec = spec_from_file_location(NAME, PLACE)
assert spec is not None
assert spec.loader is not None
crawling = sys.modules[NAME] = module_from_spec(spec)
spec.loader.exec_module(crawling)

new_desk, desk = crawling.new_desk, crawling.desk
new_site, site = crawling.new_site, crawling.site
