#!/usr/bin/env python3
"""get_page"""
from requests import Session
from redis import Redis


def get_page(url: str) -> str:
    """Gets a page."""
    db = Redis(host="127.0.0.1", port=6379, db=0)
    key, counter = "page:" + url, "count:" + url
    db.incrby(counter, 1)
    if not db.exists(key):
        with Session() as session:
            answer = session.get(url)
            answer.raise_for_status()
        db.set(key, answer.text)
        db.expire(key, 10)
        return answer.text
    return str(db.get(key), "utf-8")
