"""Queries that Datasette offers beside the tables, with their parameters.

They read along an index, or tables without texts, and end at a number of rows: each answers within the time
that Datasette gives a statement, with a hundred thousand reports too. A parameter left empty narrows nothing.
"""

from dataclasses import dataclass

from archive.schema import DAY_BITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One query, told of in `table_texts.py`; `parameters` are those in `sql`, each with an example."""

    name: str
    sql: str
    parameters: tuple[tuple[str, str], ...] = ()


LISTED = "a.outlet, a.published_date, a.title, a.state, a.version_count, a.article_id, a.url"
# The outlets that were asked for: one, or all of them. Reports are then looked up by outlet and day.
CHOSEN = "(SELECT slug FROM outlets WHERE :outlet IN ('', slug))"
# Row ids of the search index begin with the day since 1970 (see DAY_BITS in archive/tables.py).
FROM_DAY = f"coalesce(unixepoch(nullif(:from, '')) / 86400, 0) << {DAY_BITS}"
TO_DAY = f"(coalesce(unixepoch(nullif(:to, '')) / 86400, 99999) + 1) << {DAY_BITS}"

QUERIES = (
    Query(
        name="newest_reports",
        sql=f"""
SELECT {LISTED}
FROM (SELECT doc_id, article_id FROM search_rows WHERE newest = 1 ORDER BY doc_id DESC LIMIT 100) AS s
JOIN articles AS a USING (article_id)
ORDER BY s.doc_id DESC""",  # noqa: S608 - names of ours
    ),
    Query(
        name="changed_most",
        sql=f"""
SELECT {LISTED}, a.last_seen_at
FROM articles AS a
WHERE a.version_count > 1
ORDER BY a.version_count DESC, a.last_seen_at DESC LIMIT 100""",  # noqa: S608 - names of ours
    ),
    Query(
        name="removed_reports",
        sql=f"""
SELECT {LISTED}, a.last_seen_at
FROM articles AS a
WHERE a.state = 'removed' AND :outlet IN ('', a.outlet)
ORDER BY a.last_seen_at DESC LIMIT 200""",  # noqa: S608 - names of ours
        parameters=(("outlet", ""),),
    ),
    Query(
        name="said_by",
        sql="""
SELECT v.published_date, s.source, s.cue,
       substr(v.body, s.claim_start + 1, s.claim_end - s.claim_start) AS claim,
       v.title, v.article_id, v.version, v.record_id
FROM (SELECT t.*, w.doc_id
      FROM (SELECT * FROM attributions
            WHERE source = :source AND claim_start IS NOT NULL
            ORDER BY rowid DESC LIMIT 1000) AS t
      JOIN versions AS w USING (version_key)
      ORDER BY w.doc_id DESC LIMIT 100) AS s
JOIN versions AS v USING (version_key)
ORDER BY s.doc_id DESC, s.seq""",
        parameters=(("source", "وزارة الصحة"),),
    ),
    Query(
        name="reports_per_day",
        sql=f"""
SELECT a.outlet, a.published_date, count(*) AS reports
FROM articles AS a
WHERE a.outlet IN {CHOSEN}
  AND a.published_date BETWEEN :from AND coalesce(nullif(:to, ''), '9999')
GROUP BY a.outlet, a.published_date
ORDER BY a.published_date DESC, a.outlet LIMIT 1000""",  # noqa: S608 - names of ours
        parameters=(("outlet", ""), ("from", "2026-01-01"), ("to", "2026-12-31")),
    ),
    Query(
        name="captures_without_version",
        sql="""
SELECT c.captured_at, c.outlet, p.code, p.detail, c.status, c.url, c.record_id
FROM problems AS p CROSS JOIN captures AS c USING (record_id)
WHERE p.rowid > (SELECT max(rowid) FROM problems) - 50000
  AND :code IN ('', p.code) AND :outlet IN ('', c.outlet)
  AND NOT EXISTS (SELECT 1 FROM versions AS v WHERE v.record_id = p.record_id)
ORDER BY c.captured_at DESC LIMIT 200""",
        parameters=(("outlet", ""), ("code", "")),
    ),
    Query(
        name="coverage_gaps",
        sql="""
SELECT l.outlet, l.state, l.reason, count(*) AS addresses, max(l.last_at) AS last_at, min(l.url) AS url
FROM ledger AS l
WHERE :outlet IN ('', l.outlet) AND l.state NOT IN ('captured', 'revisit')
GROUP BY l.outlet, l.state, l.reason
ORDER BY addresses DESC LIMIT 200""",
        parameters=(("outlet", ""),),
    ),
    Query(
        name="log_statements",
        sql="""
SELECT l.leaf_index, c.captured_at, c.outlet, c.kind, c.status, c.url, c.record_id
FROM (SELECT record_id, leaf_index FROM leaves
      WHERE leaf_index < CAST(coalesce(nullif(:before, ''), '9223372036854775807') AS INTEGER)
      ORDER BY leaf_index DESC LIMIT 200) AS l
JOIN captures AS c USING (record_id)
ORDER BY l.leaf_index DESC""",
        parameters=(("before", ""),),
    ),
    Query(
        name="equal_texts",
        sql=f"""
SELECT e.reports, e.outlets, a.title, e.article_id, e.url, e.another_url
FROM (SELECT count(DISTINCT s.article_id) AS reports, group_concat(DISTINCT c.outlet) AS outlets,
             min(s.article_id) AS article_id, min(c.url) AS url, max(c.url) AS another_url
      FROM (SELECT article_id, record_id FROM versions
            WHERE doc_id >= {FROM_DAY} AND doc_id < {TO_DAY}
            ORDER BY doc_id DESC LIMIT 10000) AS s
      JOIN captures AS c USING (record_id)
      GROUP BY c.text_digest
      HAVING reports > 1
      ORDER BY reports DESC LIMIT 100) AS e
JOIN articles AS a USING (article_id)
ORDER BY e.reports DESC""",  # noqa: S608 - names of ours
        parameters=(("from", "2026-01-01"), ("to", "2026-12-31")),
    ),
    Query(
        name="passages",
        sql="""
SELECT v.published_date, v.title, arabic_snippet(v.body, f.query) AS passage,
       v.article_id, v.version, v.record_id
FROM (SELECT rowid AS doc_id, q.query
      FROM (SELECT '"' || replace(:phrase, '"', ' ') || '"' AS query) AS q, articles_fts
      WHERE articles_fts MATCH arabic_match(q.query)
      ORDER BY articles_fts.rowid DESC LIMIT 50) AS f
JOIN versions AS v USING (doc_id)
ORDER BY f.doc_id DESC""",
        parameters=(("phrase", "انقطاع الكهرباء"),),
    ),
)  # fmt: skip
