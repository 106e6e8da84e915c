"""Towns."""


def grow(towns, name, by):
    """Let the towns of a name grow."""
    return towns.database.cities.update_many({"name": name}, {"$inc": {"people": by}}, upsert=True).modified_count
