#!/usr/bin/env python3
"""Keeps in Redis how often somebody was seen."""
