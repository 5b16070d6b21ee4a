#!/usr/bin/env python3
"""Counts the words of identifiers and texts in source trees: the list that tells words from random letters.

  vocabulary.py OUT TREE...      writes the words that at least a third of the trees know, most frequent first
"""
import collections
import os
import re
import sys

WORD = re.compile(rb"[A-Z]?[a-z]{2,13}|[A-Z]{3,14}")
MOST = 14000


def main(out, *trees):
    known = collections.Counter()
    total = collections.Counter()
    for tree in trees:
        count = collections.Counter()
        for folder, folders, files in os.walk(tree):
            folders[:] = sorted(f for f in folders if f != ".git")
            for name in sorted(files):
                path = os.path.join(folder, name)
                if os.path.islink(path) or os.path.getsize(path) > 200_000:
                    continue
                with open(path, "rb") as file:
                    text = file.read()
                if b"\0" in text[:4000]:
                    continue
                count.update({w.lower() for w in WORD.findall(text)})
        for word, files in count.items():
            if files >= 2:
                known[word] += 1
                total[word] += files
    least = max(2, len(trees) // 3)
    words = [w for w in total if known[w] >= least and len(w) >= 3]
    words.sort(key=lambda w: (-total[w], w))
    with open(out, "wb") as file:
        file.write(b"\n".join(words[:MOST]) + b"\n")
    print(len(words), "words,", min(len(words), MOST), "written")


if __name__ == "__main__":
    main(*sys.argv[1:])
