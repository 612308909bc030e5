"""A look's pages, parsed and measured: what every diagnosis of pages starts from."""

from dataclasses import dataclass
from datetime import tzinfo

from crawlers.doctor_look import Look
from crawlers.doctor_scores import Measured, Score, measure, scores_of
from crawlers.page_views import PageView, page_views
from extractors.zones import zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A look with its pages parsed and measured."""

    look: Look
    views: tuple[PageView, ...]
    measured: tuple[Measured, ...]
    scores: dict[str, Score]

    @property
    def zone(self) -> tzinfo:
        """The outlet's declared zone."""
        return zone(self.look.outlet.timezone)


def pages_of(look: Look) -> Pages:
    """The pages of a look, parsed, measured and scored."""
    views = page_views(look.sample)
    measured = measure(look, views)
    return Pages(look=look, views=views, measured=measured, scores=scores_of(look, measured))
