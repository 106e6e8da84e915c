#!/usr/bin/env python3
"""Finds the schools that teach a topic."""
