#!/usr/bin/env python3
"""A cache in Redis that counts its calls and remembers them."""
