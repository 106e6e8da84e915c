#!/usr/bin/env python3
"""Prints statistics of the requests to a web server."""
from pymongo import MongoClient

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def print_stats(logs):
    """All requests, those of each method, and the checks of the status."""
    print(f"{logs.count_documents({})} logs")
    print("Methods:")
    for method in METHODS:
        print(f"\tmethod {method}: {logs.count_documents({'method': method})}")
    checks = logs.count_documents({"method": "GET", "path": "/status"})
    print(f"{checks} status check")


if __name__ == "__main__":
    print_stats(MongoClient("mongodb://127.0.0.1:27017").logs.nginx)
