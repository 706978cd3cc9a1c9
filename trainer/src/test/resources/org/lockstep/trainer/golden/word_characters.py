#!/usr/bin/python3
"""Prints word-characters.txt: the ranges of code points that match \\w in Python's re.

Run as: python3 word_characters.py > src/main/resources/org/lockstep/trainer/text/word-characters.txt
"""
import re
import sys
import unicodedata

print("# Code points that match \\w in Python %d.%d's re: Unicode %s. Made by word_characters.py."
      % (*sys.version_info[:2], unicodedata.unidata_version))
start = None
for c in range(0x110001):
    word = c < 0x110000 and re.match(r"\w", chr(c)) is not None
    if word and start is None:
        start = c
    if not word and start is not None:
        print("%x-%x" % (start, c - 1))
        start = None
