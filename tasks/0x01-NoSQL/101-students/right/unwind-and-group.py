#!/usr/bin/env python3
"""101-students"""


def top_students(mongo_collection):
    """Sum and number are left in the documents"""
    pipeline = [
        {'$unwind': '$topics'},
        {'$group': {
            '_id': '$_id',
            'name': {'$first': '$name'},
            'total': {'$sum': '$topics.score'},
            'number': {'$sum': 1},
        }},
        {'$set': {'averageScore': {'$divide': ['$total', '$number']}}},
        {'$sort': {'averageScore': -1, 'name': 1}},
    ]
    return list(mongo_collection.aggregate(pipeline))
