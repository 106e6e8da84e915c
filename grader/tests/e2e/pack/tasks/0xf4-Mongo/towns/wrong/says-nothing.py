"""Towns."""


def grow(towns, name, by):
    """Let the towns of a name grow."""
    towns.update_many({"name": name}, {"$inc": {"people": by}})
