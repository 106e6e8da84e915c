#!/usr/bin/env python3
"""Log stats: the largest first, ties by their address"""
from pymongo import MongoClient


def dictionary(nginx):
    """How often each address occurs"""
    numbers = {}
    for log in nginx.find({}, {"_id": 0, "ip": 1}):
        if log["ip"] in numbers:
            numbers[log["ip"]] += 1
        else:
            numbers[log["ip"]] = 1
    return numbers


if __name__ == "__main__":
    with MongoClient("localhost", 27017) as client:
        nginx = client.logs.nginx
        lines = [f"{nginx.count_documents({})} logs", "Methods:"]
        for name in "GET POST PUT PATCH DELETE".split():
            number = nginx.count_documents({"method": name})
            lines.append(f"\tmethod {name}: {number}")
        checks = nginx.count_documents({"path": "/status", "method": "GET"})
        lines.append(f"{checks} status check")
        lines.append("IPs:")
        numbers = sorted(dictionary(nginx).items(),
                         key=lambda item: (item[1], item[0]), reverse=True)
        printed = 0
        for address, number in numbers:
            if printed == 10:
                break
            lines.append(f"\t{address}: {number}")
            printed += 1
    print("\n".join(lines), end="")
