#!/usr/bin/env python3
""" 102-log_stats """
from collections import Counter

from pymongo import MongoClient

if __name__ == '__main__':
    nginx = MongoClient('mongodb://127.0.0.1:27017').logs.nginx
    methods = Counter()
    addresses = Counter()
    checks = 0
    for log in nginx.find():
        methods[log['method']] += 1
        addresses[log['ip']] += 1
        checks += log['method'] == 'GET' and log['path'] == '/status'
    print(sum(methods.values()), 'logs')
    print('Methods:')
    for name in ('GET', 'POST', 'PUT', 'PATCH', 'DELETE'):
        print('\tmethod %s: %d' % (name, methods[name]))
    print(checks, 'status check')
    print('IPs:')
    for address, number in addresses.most_common(10):
        print('\t%s: %d' % (address, number))
