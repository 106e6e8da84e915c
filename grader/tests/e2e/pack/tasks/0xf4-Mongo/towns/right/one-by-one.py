"""Towns."""


def grow(towns, name, by):
    """Let the towns of a name grow."""
    ids = [town["_id"] for town in towns.find({"name": name}, {"_id": 1})]
    return sum(towns.update_one({"_id": one},
                                {"$inc": {"people": by}}).modified_count
               for one in ids)
