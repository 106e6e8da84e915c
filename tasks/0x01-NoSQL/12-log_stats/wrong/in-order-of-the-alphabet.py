#!/usr/bin/env python3
"""Statistics of logs"""
from pymongo import MongoClient

if __name__ == "__main__":
    client = MongoClient('mongodb://127.0.0.1:27017')
    logs = client.logs.nginx
    print("{} logs".format(logs.count_documents({})))
    print("Methods:")
    for method in ["DELETE", "GET", "PATCH", "POST", "PUT"]:
        number = logs.count_documents({"method": method})
        print("\tmethod {}: {}".format(method, number))
    status = logs.count_documents({"method": "GET", "path": "/status"})
    print("{} status check".format(status))
