#!/usr/bin/env python3
"""Prints statistics of requests to a web server, and of their addresses."""
