#!/usr/bin/env python3
"""Keeps in MongoDB how often somebody was seen."""
