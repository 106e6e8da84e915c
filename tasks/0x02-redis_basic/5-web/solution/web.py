#!/usr/bin/env python3
"""Fetches web pages, and remembers each of them for ten seconds."""
import redis
import requests


def get_page(url: str) -> str:
    """The text of a page; counts how often it was asked for."""
    client = redis.Redis()
    client.incr(f"count:{url}")
    kept = client.get(f"page:{url}")
    if kept is not None:
        return kept.decode("utf-8")
    page = requests.get(url).text
    client.setex(f"page:{url}", 10, page)
    return page
