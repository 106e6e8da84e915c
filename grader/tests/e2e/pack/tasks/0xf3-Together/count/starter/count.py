#!/usr/bin/env python3
"""Counts in Redis."""
