"""Towns."""


def grow(towns, name, by):
    """Let the towns of a name grow."""
    return 2
