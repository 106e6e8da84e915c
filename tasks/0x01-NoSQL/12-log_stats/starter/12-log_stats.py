#!/usr/bin/env python3
"""Prints statistics of the requests to a web server."""
