#!/usr/bin/env python3
"""
Log stats - new version
"""
import pymongo


def main():
    """Prints everything"""
    client = pymongo.MongoClient()
    collection = client['logs'].get_collection('nginx')
    print('{} logs'.format(collection.estimated_document_count()))
    print('Methods:')
    for method in ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']:
        print('\tmethod {}: {}'.format(
            method, collection.count_documents(filter={'method': method})))
    print('{} status check'.format(collection.count_documents(
        {'$and': [{'path': '/status'}, {'method': 'GET'}]})))
    print('IPs:')
    for one in collection.aggregate([
            {'$sortByCount': '$ip'},
            {'$limit': 10},
            {'$project': {'_id': 0, 'ip': '$_id', 'count': 1}}]):
        print('\t{}: {}'.format(one.get('ip'), one.get('count')))


main()
