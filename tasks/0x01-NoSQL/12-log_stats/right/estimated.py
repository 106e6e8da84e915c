#!/usr/bin/env python3
"""
Log stats
"""
import pymongo

if __name__ == '__main__':
    client = pymongo.MongoClient()
    collection = client['logs'].get_collection('nginx')
    print('{} logs'.format(collection.estimated_document_count()))
    print('Methods:')
    for method in ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']:
        print('\tmethod {}: {}'.format(
            method, collection.count_documents(filter={'method': method})))
    print('{} status check'.format(collection.count_documents(
        {'$and': [{'method': 'GET'}, {'path': '/status'}]})))
    client.close()
