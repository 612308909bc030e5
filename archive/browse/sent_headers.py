"""Headers of every answer, whoever made it; large answers in parts, so that a slow reader holds few bytes."""

from archive.browse.addresses import Kind
from archive.browse.answers import Message, Send
from archive.browse.datasette_policy import DATA, policy_of

# What an answer has that does not say otherwise.
LEAST = (
    (
        b"content-security-policy",
        b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
# What Datasette's answers have besides: no other site has a use for them.
APART = ((b"cross-origin-opener-policy", b"same-origin"), (b"cross-origin-resource-policy", b"same-origin"))
PIECE = 256 << 10  # bytes


def sending(send: Send, kind: Kind) -> Send:
    """Send with the headers that are missing; a page of Datasette's with the policy that fits it."""
    held: list[Message] = []

    async def send_on(message: Message) -> None:
        if message["type"] == "http.response.start" and kind in (Kind.TABLES, Kind.OTHER):
            held.append(message)  # its policy depends on the page
            return
        if message["type"] == "http.response.start":
            await send(_with(message, LEAST))
            return
        body = message.get("body", b"")
        if held:
            start = held.pop()
            policy = policy_of(body.decode("utf-8", "replace")) if _is_page(start) else DATA
            own = ((b"content-security-policy", policy.encode("latin-1", "replace")), *APART, *LEAST)
            await send(_with(start, own))
        more = message.get("more_body", False)
        for begin in range(0, max(len(body), 1), PIECE):
            last = begin + PIECE >= len(body)
            piece = body if last and not begin else body[begin : begin + PIECE]
            await send({"type": message["type"], "body": piece, "more_body": more or not last})

    return send_on


def _with(start: Message, headers: tuple[tuple[bytes, bytes], ...]) -> Message:
    given = list(start.get("headers") or ())
    names = {name.lower() for name, _ in given}
    for name, value in headers:
        if name not in names:
            names.add(name)
            given.append((name, value))
    return {**start, "headers": given}


def _is_page(start: Message) -> bool:
    return any(
        name.lower() == b"content-type" and value.lower().startswith(b"text/html")
        for name, value in start.get("headers") or ()
    )
