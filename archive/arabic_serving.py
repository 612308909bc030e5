"""The Arabic of what `warraq serve` says: its options, and its answers to those it refuses. One row a text."""

SERVING_TEXTS: dict[str, str] = {
    "For everybody: without SQL, downloads of the index, case files.": "للجميع: بلا SQL ولا تنزيل للفهرس ولا ملفات.",
}
