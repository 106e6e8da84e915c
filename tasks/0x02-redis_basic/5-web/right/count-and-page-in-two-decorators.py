#!/usr/bin/env python3
"""Web pages."""
import functools
import redis
import requests

redis_store = redis.Redis()


def count_requests(method):
    """Counts."""
    @functools.wraps(method)
    def wrapper(url):
        redis_store.incr(f"count:{url}")
        return method(url)
    return wrapper


def cache_page(method):
    """Keeps for ten seconds."""
    @functools.wraps(method)
    def wrapper(url):
        key = f"web_cache:{url}"
        kept = redis_store.get(key)
        if kept is None:
            kept = method(url).encode("utf-8")
            with redis_store.pipeline() as pipe:
                pipe.set(key, kept).expire(key, 10).execute()
        return kept.decode("utf-8")
    return wrapper


@count_requests
@cache_page
def get_page(url: str) -> str:
    """Fetches."""
    print("fetching", url)
    response = requests.get(url)
    if response.status_code == 200:
        return response.text
    return ""
