"""Towns."""


def grow(towns, name, by):
    """Let the towns of a name grow."""
    return towns.update_many({"name": name}, {"$set": {"people": by}}).modified_count
