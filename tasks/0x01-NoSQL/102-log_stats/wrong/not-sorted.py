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
    ips = {}
    for log in logs.find():
        ips[log["ip"]] = ips.get(log["ip"], 0) + 1
    for ip in list(ips)[:10]:
        print("\t{}: {}".format(ip, ips[ip]))
