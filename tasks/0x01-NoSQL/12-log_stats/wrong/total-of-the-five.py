#!/usr/bin/env python3
"""Statistics of logs"""
from pymongo import MongoClient

if __name__ == "__main__":
    client = MongoClient('mongodb://127.0.0.1:27017')
    logs = client.logs.nginx
    total = 0
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"]:
        total += logs.count_documents({"method": method})
    print("{} logs".format(total))
    print("Methods:")
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"]:
        number = logs.count_documents({"method": method})
        print("\tmethod {}: {}".format(method, number))
    status = logs.count_documents({"method": "GET", "path": "/status"})
    print("{} status check".format(status))
