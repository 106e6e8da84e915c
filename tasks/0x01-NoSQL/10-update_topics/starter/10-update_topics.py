#!/usr/bin/env python3
"""Changes the topics of schools."""
