#!/usr/bin/env python3
"""Inserts a document into a collection."""
