#!/usr/bin/env python3
"""Ranks students by their mean score."""
