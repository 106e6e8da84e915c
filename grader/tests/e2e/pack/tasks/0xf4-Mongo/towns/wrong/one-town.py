"""Towns."""


def grow(towns, name, by):
    """Let the towns of a name grow."""
    return towns.update_one({"name": name}, {"$inc": {"people": by}}).modified_count
