#!/usr/bin/env python3
"""Fetches web pages, and remembers each of them for ten seconds."""
