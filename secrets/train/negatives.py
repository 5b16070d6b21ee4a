#!/usr/bin/env python3
"""Keeps the measurements of rows that a person has judged false: numbers only, nothing of the text.

  negatives.py PLAINDUMP OUT ROW...      rows of a dump of unlabelled trees, counted from 0; adds them to OUT
"""
import os
import sys
import zlib

import numpy as np


def main(folder, out, *rows):
    width = len(open(f"{folder}/signals.txt").read().split())
    signals = np.fromfile(f"{folder}/signals.bin", dtype=">f4").reshape(-1, width)[[int(row) for row in rows]]
    if os.path.exists(out):
        with open(out, "rb") as file:
            signals = np.vstack([np.frombuffer(zlib.decompress(file.read()), dtype=">f4").reshape(-1, width), signals])
    signals = np.unique(signals, axis=0)
    with open(out, "wb") as file:
        file.write(zlib.compress(signals.astype(">f4").tobytes(), 9))
    print(len(signals), "rows kept")


if __name__ == "__main__":
    main(*sys.argv[1:])
