"""Run in the peers' environment, importing nothing of ours: `peer_runner.py tantivy DIR`, `postgres SOCKET`.

Each line of the input is a JSON list: ["add", ROW] without an answer; else a line of JSON answers it:
["finish"], ["count", QUERIES] or ["search", VARIANT, RUNS, ASKED],
where ASKED are [query, outlet, year].
A row is [number, title, body, outlet, moment (seconds since 1970), year * 100 + month].
"""

# mypy: ignore-errors
# The peers are not installed where types are checked.
import json
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time, sleep, thread_time

LIMIT = 20  # hits
HEAP = 512 << 20  # bytes for tantivy's writer
COLUMNS = "(id, title, body, outlet, published, month)"
SCHEMA = """
CREATE TABLE articles (
    id bigint PRIMARY KEY, title text, body text, outlet text, published timestamptz, month integer,
    words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('arabic', title), 'A') || setweight(to_tsvector('arabic', body), 'D')
    ) STORED
)
"""
# What a user would make after filling the table.
INDEXES = (
    "CREATE INDEX ON articles USING gin (words)",
    "CREATE INDEX ON articles (published)",
    "CREATE INDEX ON articles (outlet, published)",
    "VACUUM ANALYZE articles",
)
MATCHING = "FROM articles, websearch_to_tsquery('arabic', %(query)s) AS asked WHERE words @@ asked"
FILTER = " AND outlet = %(outlet)s AND published >= %(first)s AND published < %(last)s"
RANKED = f" ORDER BY ts_rank(words, asked) DESC LIMIT {LIMIT}"
SHOWN = "SELECT id, title, published, ts_headline('arabic', body, asked)"
STATEMENTS = {
    "rank": (f"SELECT id, title, published {MATCHING}{RANKED}",),
    "shown": (f"{SHOWN} FROM (SELECT id, title, body, published, asked {MATCHING}{RANKED}) AS best",),
    "filtered": (
        f"{SHOWN} FROM (SELECT id, title, body, published, asked {MATCHING}{FILTER}{RANKED}) AS best",
    ),
    "date": (f"SELECT id, title, published {MATCHING} ORDER BY published DESC LIMIT {LIMIT}",),
    "facets": (
        f"SELECT outlet, count(*) {MATCHING} GROUP BY outlet",
        f"SELECT month, count(*) {MATCHING} GROUP BY month",
    ),
}
FACETS = {
    "outlets": {"terms": {"field": "outlet", "size": 1000}},
    "months": {"terms": {"field": "month", "size": 1000}},
}


class Tantivy:
    """tantivy with its own Arabic stemmer: titles four times the weight of bodies, both kept for snippets."""

    def __init__(self, folder):
        import tantivy

        self.lib = tantivy
        self.folder = Path(folder)
        schema = (
            tantivy.SchemaBuilder()
            .add_unsigned_field("id", stored=True, fast=True)
            .add_text_field("title", stored=True, tokenizer_name="arabic")
            .add_text_field("body", stored=True, tokenizer_name="arabic")
            .add_text_field("outlet", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
            .add_integer_field("published", stored=True, indexed=True, fast=True)
            .add_integer_field("month", fast=True)
            .build()
        )
        self.index = tantivy.Index(schema, path=str(folder))
        words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        words = words.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("arabic")).build()
        self.index.register_tokenizer("arabic", words)
        self.writer = self.index.writer(HEAP, 1)
        self.searcher = None

    def add(self, row):
        number, title, body, outlet, moment, month = row
        document = self.lib.Document()
        document.add_unsigned("id", number)
        document.add_text("title", title)
        document.add_text("body", body)
        document.add_text("outlet", outlet)
        document.add_integer("published", moment)
        document.add_integer("month", month)
        self.writer.add_document(document)

    def finish(self):
        self.writer.commit()
        self.writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()
        files = [(one.suffix, one.stat().st_size) for one in self.folder.iterdir()]
        kept = sum(size for suffix, size in files if suffix == ".store")
        return {
            "seconds": process_time(),
            "index": sum(size for _, size in files) - kept,
            "kept": kept,
            "version": version("tantivy"),
        }

    def clock(self):
        return process_time()

    def count(self, query):
        return self.searcher.search(self.parsed(query), 1, count=True).count

    def parsed(self, query):
        return self.index.parse_query(
            query, ["title", "body"], field_boosts={"title": 4.0}, conjunction_by_default=True
        )

    def search(self, variant, query, outlet, year):
        parsed = self.parsed(query)
        if variant == "facets":
            self.searcher.aggregate(parsed, FACETS)
            return 0
        if variant == "date":
            found = self.searcher.search(parsed, LIMIT, count=False, order_by_field="published")
        elif variant == "filtered":
            found = self.searcher.search(self.narrowed(parsed, outlet, year), LIMIT, count=False)
        else:
            found = self.searcher.search(parsed, LIMIT, count=False)
        documents = [self.searcher.doc(address) for _, address in found.hits]
        if variant in ("shown", "filtered"):
            cutter = self.lib.SnippetGenerator.create(self.searcher, parsed, self.index.schema, "body")
            for document in documents:
                cutter.snippet_from_doc(document).to_html()
        return len([(one["id"], one["title"], one["published"]) for one in documents])

    def narrowed(self, parsed, outlet, year):
        make, must, schema = self.lib.Query, self.lib.Occur.Must, self.index.schema
        first, last = (int(moment.timestamp()) for moment in span_of(year))
        kind = self.lib.FieldType.Integer
        own = make.const_score_query(make.term_query(schema, "outlet", outlet), 0.0)
        then = make.const_score_query(
            make.range_query(schema, "published", kind, first, last, include_upper=False), 0.0
        )
        return make.boolean_query([(must, parsed), (must, own), (must, then)])


class Postgres:
    """PostgreSQL with its `arabic` configuration; its clock is the CPU that its server process has used."""

    def __init__(self, socket):
        import psycopg

        self.db = psycopg.connect(
            host=socket, user="bench", dbname="postgres", autocommit=True, prepare_threshold=1
        )
        self.version = self.db.execute("SHOW server_version").fetchone()[0].split()[0]
        self.pid = self.db.info.backend_pid
        self.db.execute(SCHEMA)
        self.cursor = self.db.cursor()
        self.filling = self.cursor.copy(f"COPY articles {COLUMNS} FROM STDIN")
        self.copy = self.filling.__enter__()

    def add(self, row):
        number, title, body, outlet, moment, month = row
        self.copy.write_row((number, title, body, outlet, datetime.fromtimestamp(moment, UTC), month))

    def finish(self):
        self.filling.__exit__(None, None, None)
        for statement in INDEXES:
            self.db.execute(statement)
        table, indexes = self.db.execute(
            "SELECT pg_table_size('articles'), pg_indexes_size('articles')"
        ).fetchone()
        (words,) = self.db.execute("SELECT sum(pg_column_size(words)) FROM articles").fetchone()
        seconds = self.clock()
        return {
            "seconds": seconds,
            "index": int(indexes + words),
            "kept": int(table - words),
            "version": self.version,
        }

    def clock(self):
        # The kernel books the time of a running process late: wait until it sleeps for want of a statement.
        process = Path(f"/proc/{self.pid}")
        while (process / "stat").read_text().rpartition(")")[2].split()[0] != "S":
            sleep(0)
        return int((process / "schedstat").read_text().split()[0]) / 1e9

    def count(self, query):
        return self.db.execute(f"SELECT count(*) {MATCHING}", {"query": query}).fetchone()[0]

    def search(self, variant, query, outlet, year):
        first, last = span_of(year)
        values = {"query": query, "outlet": outlet, "first": first, "last": last}
        answers = [self.db.execute(one, values).fetchall() for one in STATEMENTS[variant]]
        return len(answers[0])


def span_of(year):
    """The first moment of a year, and of the next."""
    return datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)


PEERS = {"tantivy": Tantivy, "postgres": Postgres}


def main(name, place):
    """Do what the lines say until they end."""
    peer = PEERS[name](place)
    parsing = 0.0
    for line in sys.stdin:
        began = thread_time()
        verb, *given = json.loads(line)
        parsing += thread_time() - began
        if verb == "add":
            peer.add(given[0])
            continue
        if verb == "finish":
            answer = peer.finish()
            answer["seconds"] -= parsing if name == "tantivy" else 0
        elif verb == "count":
            answer = [peer.count(query) for query in given[0]]
        else:
            answer = searched(peer, *given)
        print(json.dumps(answer), flush=True)


def searched(peer, variant, runs, asked):
    """Milliseconds of CPU that each query takes, the median of the runs after a first one, and its hits."""
    hits = [peer.search(variant, *one) for one in asked]
    taken = [[timed(peer, variant, one) for one in asked] for _ in range(runs)]
    return [[median(each), found] for found, each in zip(hits, zip(*taken, strict=True), strict=True)]


def timed(peer, variant, one):
    """Milliseconds of CPU of one query."""
    began = peer.clock()
    peer.search(variant, *one)
    return 1000 * (peer.clock() - began)


if __name__ == "__main__":
    main(*sys.argv[1:3])
