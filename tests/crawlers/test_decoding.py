"""A response's body is decoded with a limit, and what was odd about it is named."""

import gzip

from scrapy.http import Response

from crawlers.decoding import decoded_body


def test_the_body_of_a_response_is_decoded_by_its_headers() -> None:
    packed = gzip.compress("خبر".encode())
    response = Response("http://a.example/", headers={"Content-Encoding": "gzip"}, body=packed)
    assert decoded_body(response) == ("خبر".encode(), ())
    assert decoded_body(Response("http://a.example/", body=packed)) == (packed, ())
    twice = {"Content-Encoding": ["gzip", "gzip"]}
    again = Response("http://a.example/", headers=twice, body=gzip.compress(packed))
    assert decoded_body(again) == ("خبر".encode(), ())


def test_a_limit_cuts_and_damage_is_named() -> None:
    packed = gzip.compress(b"x" * 1000)
    headers = {"Content-Encoding": "GZIP"}
    response = Response("http://a.example/", headers=headers, body=packed)
    assert decoded_body(response, 10) == (b"x" * 10, ("too-large",))
    cut = Response("http://a.example/", headers=headers, body=packed[:-9])
    assert decoded_body(cut)[1] == ("encoding-cut",)
