#!/usr/bin/env python3
"""Web pages with a cache and a counter."""
from datetime import timedelta
from functools import wraps
from typing import Callable

import redis
import requests


def cached(method: Callable) -> Callable:
    """Keeps pages for ten seconds and counts calls."""
    store = redis.Redis()

    @wraps(method)
    def wrapper(url):
        store.incr('count:{}'.format(url))
        result = store.get('result:{}'.format(url))
        if result:
            return result.decode()
        result = method(url)
        store.setex('result:{}'.format(url), timedelta(seconds=10), result)
        return result
    return wrapper


@cached
def get_page(url: str) -> str:
    """Fetches a page."""
    return requests.get(url, timeout=5).text


if __name__ == "__main__":
    print(get_page("http://pages.example/delay/3000/url/http://www.pages.example"))
