"""Towns."""


def grow(towns, name, by):
    """Let the towns of a name grow."""
    return towns.database.command(
        "update", towns.name,
        updates=[{"q": {"name": name}, "u": {"$inc": {"people": by}},
                  "multi": True}])["nModified"]
