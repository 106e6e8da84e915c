#!/usr/bin/env python3
import requests
import redis
r = redis.Redis(decode_responses=True)


def get_page(url):
    """ gets """
    try:
        cached_page = r.get(url)
        if cached_page is not None:
            return cached_page
        html_content = requests.get(url).content.decode('utf-8')
        r.set(url, html_content, ex=10)
        return html_content
    finally:
        r.incr(f"count:{url}")
