#!/usr/bin/env python3
"""Fetches pages, and keeps them for a while."""
import redis
import requests

client = redis.Redis()


def get_page(url: str) -> str:
    """The text of a page."""
    client.incr(f"count:{url}")
    page = client.get(f"cached:{url}")
    if page:
        return page.decode("utf-8")
    page = requests.get(url).text.splitlines()[0]
    client.setex(f"cached:{url}", 10, page)
    return page
