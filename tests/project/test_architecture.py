"""The architecture, held: imports point one way, each library has one owner, no SQL by formatting."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("crawlers", "archive", "extractors", "newsroom")
MAY_IMPORT = {
    "crawlers": {"crawlers", "archive", "extractors", "newsroom"},
    "archive": {"archive", "extractors"},
    "extractors": {"extractors"},
    "newsroom": {"newsroom"},
}
# Which modules may import a library: the one that owns it, or the package where it is at home.
OWNERS = {
    "warcio": ("archive.warc",),
    "trafilatura": ("extractors.second_reading",),
    "feedparser": ("crawlers.feeds",),
    "hijridate": ("extractors.hijri",),
    "pysqlite3": ("archive.schema",),
    "brotli": ("archive.http",),
    "pyarrow": ("archive.export_parquet",),
    "rfc3161_client": ("archive.stamps",),
    "playwright": ("crawlers.browser", "crawlers.browser_page"),
    "scrapy": ("crawlers",),
    "twisted": ("crawlers",),
    "click": ("archive", "crawlers"),
    "sqlite_utils": ("archive",),
    "datasette": ("archive.browse",),
    "uvicorn": ("archive.browse.serving", "archive.browse.door", "archive.browse.player_server"),
    "jinja2": ("archive.browse.rendering",),
    "markupsafe": ("archive.browse.cells", "archive.browse.tables_shown"),
}
# Besides what the project has another way for: pickles, and clients of servers for jobs, rows and files.
FORBIDDEN = {
    *("pickle", "sqlite3", "requests", "shelve", "marshal"),
    *("redis", "scrapy_redis", "celery", "psycopg", "psycopg2", "pymongo", "boto3", "botocore", "dill"),
}


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    package = name_of(path).split(".")[0]
    ours = {name.split(".")[0] for name in imports(path)} & set(PACKAGES)
    assert ours <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_each_outside_library_has_one_owner(path: Path) -> None:
    module = name_of(path)
    for name in imports(path):
        owners = OWNERS.get(name.split(".")[0])
        if owners is not None:
            assert any(module == owner or module.startswith(f"{owner}.") for owner in owners), name


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_module_imports_what_is_forbidden(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & FORBIDDEN


def test_only_the_demo_knows_the_newsroom() -> None:
    users = {name_of(path) for path in modules() if "newsroom" in {n.split(".")[0] for n in imports(path)}}
    assert {user for user in users if not user.startswith("newsroom")} == {"crawlers.demo"}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_values_never_go_into_sql_by_formatting(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if call and node.func.attr in ("execute", "executemany") and node.args:  # type: ignore[attr-defined]
            query = node.args[0]  # type: ignore[attr-defined]
            if isinstance(query, ast.JoinedStr):
                parts = [part.value for part in query.values if isinstance(part, ast.FormattedValue)]
                # Names of our own tables and columns and PRAGMA words, never values.
                assert all(isinstance(part, ast.Name) for part in parts), ast.unparse(query)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_source_holds_no_invisible_direction_marks(path: Path) -> None:
    invisible = {*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF}
    assert not invisible & set(map(ord, path.read_text("utf-8")))


def test_zones_are_of_the_pinned_tables_alone() -> None:
    """`ZoneInfo(name)` would read the machine's own, which may be years old (extractors/zones.py)."""
    machines = [
        f"{name_of(path)}: {ast.unparse(node)}"
        for path in modules()
        if not name_of(path).startswith("newsroom.")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "ZoneInfo"
    ]
    assert [one for one in machines if not one.endswith("ZoneInfo('UTC')")] == []


def test_the_top_level_holds_what_the_readme_of_a_newcomer_expects() -> None:
    for name in ("scrapy.cfg", "requirements.txt", "pyproject.toml", "Makefile", "README.md", ".ci/run"):
        assert (ROOT / name).is_file(), name
    for name in (*PACKAGES, "outlets", "tests", "benchmarks", "docs"):
        assert (ROOT / name).is_dir(), name


def test_nothing_names_the_machine_it_was_made_on() -> None:
    texts = [*modules(), *ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "Makefile", ROOT / ".ci" / "run"]
    for path in texts:
        assert f"{ROOT.parent}/" not in path.read_text("utf-8"), path
