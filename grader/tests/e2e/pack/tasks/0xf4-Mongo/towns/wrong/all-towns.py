"""Towns."""


def grow(towns, name, by):
    """Let the towns of a name grow."""
    return towns.update_many({"people": {"$type": "number"}}, {"$inc": {"people": by}}).modified_count
