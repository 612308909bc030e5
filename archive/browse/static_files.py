"""Style and fonts: served from here, under names that change with their content, so that they are kept."""

from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType

MEDIA = MappingProxyType(
    {"css": "text/css; charset=utf-8", "woff2": "font/woff2", "js": "text/javascript; charset=utf-8"}
)
PATH = "/-/warraq"
STYLE = "style.css"
PLAIN, BOLD, READING = (
    "ibm-plex-sans-arabic-400.woff2",
    "ibm-plex-sans-arabic-700.woff2",
    "noto-naskh-arabic-400.woff2",
)


@lru_cache(maxsize=32)
def static_file(name: str) -> bytes | None:
    """The content of the file of this name; None when there is none that is served."""
    if name.rpartition(".")[2] not in MEDIA or "/" in name:
        return None
    path = files("archive.browse") / "static" / name
    return path.read_bytes() if path.is_file() else None


@lru_cache(maxsize=32)
def static_path(name: str) -> str:
    """Where the file is served. Raises KeyError when there is none."""
    content = static_file(name)
    if content is None:
        raise KeyError(f"there is no file {name} among the static ones")
    return f"{PATH}/{sha256(content).hexdigest()[:12]}/{name}"


def font_path(name: str) -> str:
    """Where STYLE asks for the font: beside itself."""
    return f"{static_path(STYLE).rpartition('/')[0]}/{name}"


def fonts_of(template: str, language: str) -> tuple[str, ...]:
    """The fonts that a page's first lines are set in, to be asked for together with the style.

    Every page links the other language, in English pages the only Arabic that is sure to be there.
    """
    if language != "ar":
        return (PLAIN,)
    return (PLAIN, BOLD, READING) if template == "article.html" else (PLAIN, BOLD)
