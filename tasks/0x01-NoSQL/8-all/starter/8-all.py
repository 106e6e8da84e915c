#!/usr/bin/env python3
"""Lists the documents of a collection."""
