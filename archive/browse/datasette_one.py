"""What Datasette 1.0 wants otherwise: it has no hook that asks plugins for metadata and queries, but is told.

What an operator said in files of their own stays as it is.
"""

from collections.abc import Awaitable, Callable
from types import FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datasette.app import Datasette  # which loads the plugin while it is itself being loaded

# What searches read: who may search a table of theirs must be let see these too. They show ids alone.
SEARCHED = ("articles_fts", "articles_search")
TEXTS = ("title", "description_html")  # of a database, table or query; `columns` have texts of their own


def asks_no_metadata(datasette: "Datasette | type[Datasette]") -> bool:
    """Whether this is a Datasette that is told, not one that asks."""
    return hasattr(datasette, "set_resource_metadata")


def searchable(told: dict[str, Any]) -> dict[str, Any]:
    """What an index's Datasette is told, less refusals of what searches read."""
    tables = {
        name: {key: value for key, value in table.items() if key != "allow" or name not in SEARCHED}
        for name, table in told["tables"].items()
    }
    return {**told, "tables": tables}


def without_queries(told: dict[str, Any]) -> dict[str, Any]:
    """What is told less the queries: 1.0 takes refused ones for statements, and is told when it starts."""
    return {key: value for key, value in told.items() if key != "queries"}


async def tell(datasette: "Datasette", database: str, told: dict[str, Any]) -> None:
    """Tell of one database, which is an index: texts, how tables are shown, and queries that are not refused.

    `told` is what a Datasette that asks is given: see `archive/browse/metadata.py`.
    """
    told = searchable(told)
    known = await datasette.get_database_metadata(database)
    for key, text in _texts(told, known):
        await datasette.set_database_metadata(database, key, text)
    for table, settings in told["tables"].items():
        _configure(datasette, database, table, settings)
        known = await datasette.get_resource_metadata(database, table)
        for key, text in _texts(settings, known):
            await datasette.set_resource_metadata(database, table, key, text)
        for column, text in settings.get("columns", {}).items():
            if "description" not in await datasette.get_column_metadata(database, table, column):
                await datasette.set_column_metadata(database, table, column, "description", text)
    for name, query in told["queries"].items():
        if query.get("allow") is False:
            continue
        there = await datasette.get_query(database, name)
        if there is None or there.source == "plugin":
            await datasette.add_query(
                database,
                name,
                query["sql"],
                title=query["title"],
                description_html=query["description_html"],
                hide_sql=query["hide_sql"],
                parameters=query["params"],
                is_trusted=True,  # it is ours: who may see the query may run it, without leave for other SQL
                source="plugin",
            )


def as_functions(routes: list[tuple[str, Callable[..., Awaitable[Any]]]]) -> list[tuple[str, FunctionType]]:
    """The routes with functions for views: Datasette 1.0 takes no bound methods."""
    return [(path, view if isinstance(view, FunctionType) else _function(view)) for path, view in routes]


def _function(view: Callable[..., Awaitable[Any]]) -> FunctionType:
    async def answer(request: Any, datasette: Any) -> Any:
        return await view(request, datasette)

    assert isinstance(answer, FunctionType)
    return answer


def _texts(told: dict[str, Any], known: dict[str, Any]) -> list[tuple[str, str]]:
    return [(key, told[key]) for key in TEXTS if key in told and key not in known]


def _configure(datasette: "Datasette", database: str, table: str, settings: dict[str, Any]) -> None:
    """Settings that Datasette 1.0 reads from its configuration, where the operator's own win."""
    if datasette.config is None:
        datasette.config = {}
    tables = datasette.config.setdefault("databases", {}).setdefault(database, {}).setdefault("tables", {})
    own = tables.setdefault(table, {})
    for key, value in settings.items():
        if key not in (*TEXTS, "columns", "units"):
            own.setdefault(key, value)
