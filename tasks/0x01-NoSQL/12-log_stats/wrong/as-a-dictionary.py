#!/usr/bin/env python3
"""Statistics of logs"""
from pymongo import MongoClient

if __name__ == "__main__":
    logs = MongoClient('mongodb://127.0.0.1:27017').logs.nginx
    stats = {"logs": logs.count_documents({})}
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"]:
        stats[method] = logs.count_documents({"method": method})
    stats["status check"] = logs.count_documents(
        {"method": "GET", "path": "/status"})
    print(stats)
