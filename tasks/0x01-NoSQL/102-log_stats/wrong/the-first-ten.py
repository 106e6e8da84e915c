#!/usr/bin/env python3
"""Statistics of logs"""
from pymongo import MongoClient

if __name__ == "__main__":
    client = MongoClient('mongodb://127.0.0.1:27017')
    logs = client.logs.nginx
    print("{} logs".format(logs.count_documents({})))
    print("Methods:")
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"]:
        number = logs.count_documents({"method": method})
        print("\tmethod {}: {}".format(method, number))
    status = logs.count_documents({"method": "GET", "path": "/status"})
    print("{} status check".format(status))
    print("IPs:")
    for ip in logs.distinct("ip")[:10]:
        print("\t{}: {}".format(ip, logs.count_documents({"ip": ip})))
