#!/usr/bin/env python3
"""Fetches pages, and keeps them for a while."""
import time

import redis
import requests

client = redis.Redis()
pages = {}


def get_page(url: str) -> str:
    """The text of a page."""
    client.incr(f"count:{url}")
    page, until = pages.get(url, ("", 0))
    if time.time() < until:
        return page
    page = requests.get(url).text
    pages[url] = page, time.time() + 10
    return page
