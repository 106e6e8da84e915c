#!/usr/bin/env python3
"""Log stats, without a guard"""
from pymongo import MongoClient

client = MongoClient('mongodb://localhost:27017/')
db = client.logs
nginx = db.nginx
print(len(list(nginx.find())), "logs")
print("Methods:")
for m in ["GET", "POST", "PUT", "PATCH", "DELETE"]:
    n = len(list(nginx.find({"method": m})))
    print("\tmethod", m + ":", n)
status = list(nginx.find({"method": "GET", "path": "/status"}))
print(len(status), "status check")
