"""The checking script as it stands in bundles: `bundle_verifier.py` without docstrings, comments and types.

That saves a tenth of a bundle's size. What is left is the same code, line for line; a test compares both.
"""

import ast
import io
import tokenize
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from archive import bundle_verifier

# What `python3 FILE.zip` runs.
MAIN = b"""import os
import sys
import verify

sys.exit(verify.main(own=os.path.dirname(os.path.abspath(__file__))))
"""
Span = tuple[int, int]


@lru_cache(maxsize=1)
def enclosed_script() -> bytes:
    """verify.py of a bundle; the docstring of the module, which is its help, stays."""
    text = Path(bundle_verifier.__file__).read_text("utf-8")
    data = text.encode()
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    tree = ast.parse(text)
    spans = [*_docstrings(tree, starts), *_comments(text, starts), *_annotations(tree, starts, data)]
    for begin, end in sorted(spans, reverse=True):
        data = data[:begin] + data[end:]
    return _without_blank_lines(data.decode()).encode()


def _without_blank_lines(text: str) -> str:
    """The text with a blank line before each class and function of the module, and others only in strings."""
    within: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.STRING:
            within.update(range(token.start[0], token.end[0]))
    kept = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() or number in within:
            begins = line.startswith(("class ", "def ", "@"))
            kept.append(f"\n{line.rstrip()}" if begins else line.rstrip())
    return "\n".join(kept) + "\n"


def _docstrings(tree: ast.Module, starts: list[int]) -> Iterator[Span]:
    """The docstrings of classes and functions, which hold something beside."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) and node.body[1:]:
            text = node.body[0]
            yield starts[text.lineno - 1] + text.col_offset, _end(text, starts)
        elif isinstance(node, ast.ClassDef) and ast.get_docstring(node):
            text = node.body[0]
            yield starts[text.lineno - 1] + text.col_offset + 3, _end(text, starts) - 3


def _comments(text: str, starts: list[int]) -> Iterator[Span]:
    lines = text.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and not token.string.startswith("#!"):
            begin, end = (len(lines[row - 1][:at].encode()) for row, at in (token.start, token.end))
            yield starts[token.start[0] - 1] + begin, starts[token.end[0] - 1] + end


def _annotations(tree: ast.Module, starts: list[int], data: bytes) -> Iterator[Span]:
    """What functions say of their arguments and results."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        for one in [
            *node.args.args,
            *node.args.kwonlyargs,
            *filter(None, (node.args.vararg, node.args.kwarg)),
        ]:
            if one.annotation is not None:
                begin = starts[one.lineno - 1] + one.col_offset + len(one.arg.encode())
                yield begin, _end(one.annotation, starts)
        if node.returns is not None:
            begin = starts[node.returns.lineno - 1] + node.returns.col_offset
            yield data.rindex(b" -> ", 0, begin), _end(node.returns, starts)


def _end(node: ast.expr | ast.stmt, starts: list[int]) -> int:
    return starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
