#!/usr/bin/env python3
"""Log stats: everything is counted here"""
from collections import Counter

from pymongo import MongoClient


def stats(documents):
    """Prints the stats"""
    methods, checks = Counter(), 0
    for document in documents:
        methods[document["method"]] += 1
        if document["method"] == "GET" and document["path"] == "/status":
            checks += 1
    print(f"{sum(methods.values())} logs")
    print(f"""Methods:
\tmethod GET: {methods['GET']}
\tmethod POST: {methods['POST']}
\tmethod PUT: {methods['PUT']}
\tmethod PATCH: {methods['PATCH']}
\tmethod DELETE: {methods['DELETE']}
{checks} status check""")


if __name__ == "__main__":
    stats(MongoClient("127.0.0.1").logs.nginx.find())
