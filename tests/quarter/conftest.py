"""Archives and web servers of the tests of crawls."""

from tests.crawlers.conftest import new_desk, new_site

__all__ = ["new_desk", "new_site"]
