#!/usr/bin/env python3
"""Prints the sum of its arguments."""
import sys

print(sum(int(argument) for argument in sys.argv[1:]))
