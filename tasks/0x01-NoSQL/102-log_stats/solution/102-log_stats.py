#!/usr/bin/env python3
"""Prints statistics of requests to a web server, and of their addresses."""
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


def print_addresses(logs):
    """The ten addresses that most requests came from."""
    print("IPs:")
    for address in logs.aggregate([
            {"$group": {"_id": "$ip", "requests": {"$sum": 1}}},
            {"$sort": {"requests": -1}},
            {"$limit": 10}]):
        print(f"\t{address['_id']}: {address['requests']}")


if __name__ == "__main__":
    nginx = MongoClient("mongodb://127.0.0.1:27017").logs.nginx
    print_stats(nginx)
    print_addresses(nginx)
