#!/usr/bin/env python3
""" 12-log_stats """
from collections import defaultdict

from pymongo import MongoClient


def main():
    """ One question for all of the methods """
    with MongoClient('localhost', 27017) as client:
        nginx = client.logs.nginx
        total = 0
        methods = defaultdict(int)
        for group in nginx.aggregate([
                {'$group': {'_id': '$method', 'count': {'$sum': 1}}}]):
            methods[group['_id']] = group['count']
            total += group['count']
        counted = list(nginx.aggregate([
            {'$match': {'method': 'GET', 'path': '/status'}},
            {'$count': 'checks'}]))
    lines = ['%d logs' % total, 'Methods:']
    for method in ('GET', 'POST', 'PUT', 'PATCH', 'DELETE'):
        lines.append('\tmethod %s: %d' % (method, methods[method]))
    lines.append('%d status check' % (counted[0]['checks'] if counted else 0))
    print('\n'.join(lines), end='')


if __name__ == '__main__':
    main()
