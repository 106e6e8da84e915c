#!/usr/bin/env python3
"""Fetches pages, and keeps them for a while."""
import time

import redis
import requests

client = redis.Redis()


def get_page(url: str) -> str:
    """The text of a page."""
    client.incr(f"count:{url}")
    page = client.get(f"cached:{url}")
    if page and time.time() - float(client.get(f"time:{url}")) < 10:
        return page.decode("utf-8")
    page = requests.get(url).text
    client.set(f"cached:{url}", page)
    client.set(f"time:{url}", time.time())
    return page
