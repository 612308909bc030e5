"""Query parameters: which say nothing of what is shown, and which queries ask for the same."""

import re

from extractors.letters import letters

# Parameters that say where a reader came from and never what is shown.
_TRACKING_NAMES = """
fbclid gclid gclsrc dclid gbraid wbraid gad_source msclkid yclid ysclid twclid ttclid igshid igsh li_fat_id
mc_cid mc_eid mkt_tok _ga _gl _gac _hsenc _hsmi __twitter_impression fb_action_ids fb_action_types fb_source
fb_ref ref_src ref_url srsltid _openstat guccounter guce_referrer guce_referrer_sig amp_js_v amp_gsa usqp
at_medium at_campaign at_format at_link_id at_link_type at_link_origin at_bbc_team at_ptr_name at_custom1
at_custom2 at_custom3 at_custom4 traffic_source xtor
"""
TRACKING = frozenset(_TRACKING_NAMES.split())
TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_")
# Parameters that name the reader's visit, and the comment that a form answers.
_VISIT_NAMES = """
phpsessid jsessionid sessionid session_id cfid cftoken oscsid zenid replytocom showcomment
"""
_VISIT = frozenset(_VISIT_NAMES.split())
_VISIT_PREFIX = "aspsessionid"
# "sid" is an article's number in some systems, a visit's digest in others: told by its form.
_EITHER = frozenset(["s", "sid"])
_DIGEST = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)

_ESCAPE = re.compile(r"%([2-7][0-9A-F])")
# Forms decode every escape; these alone would change how the query is split.
_SPLITTING = frozenset("%&+#=;")


def is_tracking(item: str) -> bool:
    """Say whether "name=value" says only where a reader came from."""
    name = name_of(item)
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def without_tracking(item: str) -> str:
    """Give "name=value" without what only says where a reader came from, "" when that is all it says.

    Feeds append "?utm_source=rss" to addresses that have a query already.
    """
    if is_tracking(item):
        return ""
    before, mark, after = item.partition("?")
    return before if mark and is_tracking(after) else item


def name_of(item: str) -> str:
    """Give the lower-case name of "name=value", without the "amp;" of an ampersand escaped once too often."""
    name = item.partition("=")[0].lower()
    while name.startswith("amp;"):
        name = name[4:]
    return name


def query_key(query: str) -> str:
    """Give what tells two queries apart: equal for queries that ask for the same.

    The order of parameters (not that of equal names), the case of names, "+" for a space, needless escapes,
    empty values and the ids of visits do not count. Values do, letter for letter.
    """
    if not query:
        return ""
    items = [item for item in query.split("&") if item and not is_tracking(item)]
    kept = {_item_key(item): None for item in items if not _is_visit(item, alone=len(items) == 1)}
    return "&".join(sorted((item for item in kept if item), key=lambda item: item.partition("=")[0]))


def _item_key(item: str) -> str:
    """Give one parameter in one spelling, "" for an empty value. A name without "=" is itself a value."""
    while item[:4].lower() == "amp;":
        item = item[4:]
    name, equals, value = item.partition("=")
    if not equals:
        return _form_letters(name)
    return f"{_form_letters(name).lower()}={_form_letters(value)}" if value else ""


def _form_letters(text: str) -> str:
    if "%" not in text and "+" not in text:
        return text
    return _ESCAPE.sub(_unescaped, letters(text.replace("+", "%20")))


def _unescaped(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return match.group() if char in _SPLITTING or not char.isprintable() or char in ' "<>\\^`{|}' else char


def _is_visit(item: str, *, alone: bool) -> bool:
    name = name_of(item)
    if name in _VISIT or name.startswith(_VISIT_PREFIX):
        return True
    return name in _EITHER and not alone and _DIGEST.fullmatch(item.partition("=")[2]) is not None
