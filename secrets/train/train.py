#!/usr/bin/env python3
"""Trains the classifier of secrets without a provider's form; see README.md.

  train.py cv     DUMP CREDDATA [NEGATIVES]          cross-validation by repository: reports what README.md quotes
  train.py fit    DUMP CREDDATA MODEL [NEGATIVES]    trains on everything and writes the model
"""
import collections
import csv
import json
import os
import re
import struct
import sys
import zlib

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

FOLDS = 5
SEED = 7
MAGIC = 0x47484732
# What GenericDetector takes off in tests and foreign code.
FIXTURE = -1.0
FIXTURE_PATH = re.compile(r"(^|[/_.-])(tests?|specs?|fixtures?|testing|testdata|mocks?|vendor)([/_.-]|$)", re.I)
NEGATIVE_WEIGHT = 1.0
VARIANT_WEIGHT = {0: 1.0, 1: 0.6, 2: 0.6}
IDENTIFIERS = {"UUID", "AWS S3 Bucket", "Nonce", "Salt", "IPv4", "IPv6", "Certificate", "Other"}
# Lines that rules of the catalogue find by their form: a rough stand-in, for the union only.
PROVIDERS = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY|eyJ[A-Za-z0-9_=-]{10,}|\bA(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}\b|\bS[ACNOPUX][A-Z2-7]{40,}|xox[a-z]-|xapp-\d"
    rb"|AIza[\w-]{35}|\bgh[pousr]_\w{36}|\d+-\w{32}\.apps\.googleusercontent\.com|hooks\.slack\.com/services/T|\bkey-[0-9a-f]{32}\b"
    rb"|[sr]k_(?:live|test)_\w{16}|\bMII[A-Za-z0-9+/]{60}|glpat-|npm_\w{36}|SG\.[\w-]{20,}\.")


class Dump:
    def __init__(self, folder):
        with open(f"{folder}/rows.tsv", encoding="utf8", newline="\n") as file:
            self.rows = [line.rstrip("\n").split("\t") for line in file]
        names = open(f"{folder}/signals.txt").read().split()
        self.names = names
        self.signals = np.fromfile(f"{folder}/signals.bin", dtype=">f4").reshape(-1, len(names)).astype(np.float32)
        self.repository = np.array([row[0] for row in self.rows])
        self.label = np.array([row[3] for row in self.rows])
        self.variant = np.array([int(row[5]) for row in self.rows])
        self.truth = (self.label == "YES").astype(int)
        self.counts = (self.label == "YES") | (self.label == "NO")
        self.fixture = np.array([FIXTURE_PATH.search(re.sub("^data/[0-9a-f]{8}/", "", row[1])) is not None for row in self.rows])
        self.weight = np.array([VARIANT_WEIGHT[v] for v in self.variant])


def trees():
    return HistGradientBoostingClassifier(max_iter=300, learning_rate=0.06, max_leaf_nodes=20, min_samples_leaf=30,
                                          l2_regularization=5, max_features=0.5, early_stopping=False, random_state=SEED)


def fit(signals, truth, weight):
    return trees().fit(signals, truth, sample_weight=weight)


def folds(repository):
    names = sorted(set(repository))
    order = np.random.RandomState(SEED).permutation(len(names))
    fold = {names[at]: i % FOLDS for i, at in enumerate(order)}
    return np.array([fold[name] for name in repository])


class Scorer:
    """Per line, like the measure in the issue: P, R, F1 over all lines and the mean of F1 over repositories."""

    def __init__(self, creddata):
        self.rows = collections.defaultdict(list)
        self.repositories = set()
        self.providers = set()
        for name in sorted(os.listdir(f"{creddata}/meta-held")):
            for row in csv.DictReader(open(f"{creddata}/meta-held/{name}")):
                kinds = set(row["Category"].split(":"))
                self.repositories.add(row["RepoName"])
                self.rows[row["FilePath"]].append((int(row["LineStart"]), int(row["LineEnd"]),
                                                   None if kinds <= IDENTIFIERS else row["GroundTruth"] == "T", row["Category"]))
        for folder, _, files in os.walk(f"{creddata}/data"):
            for name in files:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    for i, line in enumerate(file.read().split(b"\n"), 1):
                        if PROVIDERS.search(line):
                            self.providers.add((os.path.relpath(path, creddata), i))

    def score(self, found):
        stat = collections.defaultdict(lambda: [0, 0, 0])
        categories = collections.defaultdict(lambda: [0, 0, 0])
        lines = collections.defaultdict(set)
        for path, line in found:
            lines[path].add(line)
        for path in set(self.rows) | set(lines):
            rows = self.rows.get(path, [])
            s = stat[path.split("/")[1]]
            for first, last, category in {(a, b, c) for a, b, t, c in rows if t}:
                hit = any(first <= line <= last for line in lines.get(path, ()))
                categories[category.split(":")[0]][0 if hit else 1] += 1
            for first, last in {(a, b) for a, b, t, _ in rows if t}:
                s[0 if any(first <= line <= last for line in lines.get(path, ())) else 1] += 1
            for line in lines.get(path, ()):
                near = [(t, c) for a, b, t, c in rows if a <= line <= b]
                if any(t for t, _ in near) or near and all(t is None for t, _ in near):
                    continue
                s[2] += 1
                categories[near[0][1].split(":")[0] if near else "(unlabelled)"][2] += 1
        tp, fn, fp = (sum(s[i] for s in stat.values()) for i in range(3))
        f1 = [2 * s[0] / max(1, 2 * s[0] + s[1] + s[2]) for s in stat.values() if s[0] + s[1]]
        return tp / max(1, tp + fp), tp / max(1, tp + fn), 2 * tp / max(1, 2 * tp + fp + fn), float(np.mean(f1)), categories, stat


def lines_of(dump, score, threshold):
    chosen = np.where((score >= threshold) & (dump.variant == 0))[0]
    return {(dump.rows[i][1], int(dump.rows[i][2])) for i in chosen}


def out_of_fold(dump, negatives):
    """Log-odds of each row by models that saw nothing of its repository."""
    fold = folds(dump.repository)
    scores = np.zeros(len(dump.rows))
    for k in range(FOLDS):
        train = np.where(dump.counts & (fold != k))[0]
        test = np.where(fold == k)[0]
        scores[test] = fit(*with_negatives(dump, train, negatives)).decision_function(dump.signals[test])
        print("fold", k, "done", file=sys.stderr, flush=True)
    return scores


def with_negatives(dump, train, negatives):
    signals, truth, weight = dump.signals[train], dump.truth[train], dump.weight[train]
    if negatives is not None:
        signals = np.vstack([signals, negatives])
        truth = np.concatenate([truth, np.zeros(len(negatives), int)])
        weight = np.concatenate([weight, np.full(len(negatives), NEGATIVE_WEIGHT)])
    return signals, truth, weight


def read_negatives(path, width):
    if path is None:
        return None
    with open(path, "rb") as file:
        return np.frombuffer(zlib.decompress(file.read()), dtype=">f4").reshape(-1, width).astype(np.float32)


def report(dump, scorer, scores):
    real = dump.variant == 0
    for name, score in (("all places", scores), ("tests and foreign code lowered", scores + FIXTURE * dump.fixture)):
        print(f"{name}: threshold, P R F1 macro alone | with the providers' lines")
        for threshold in (-2, -1.5, -1, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3):
            found = lines_of(dump, score, threshold)
            alone, union = scorer.score(found), scorer.score(found | scorer.providers)
            print("  %5.2f  %.3f %.3f %.3f %.3f | %.3f %.3f %.3f %.3f" % ((threshold,) + alone[:4] + union[:4]))
        print("  passwords as people make them, at 0: %.3f; placeholders, at 0: %.3f" % (
            (score[dump.variant == 1] >= 0).mean(), (score[dump.variant == 2] >= 0).mean()))
    _, _, _, _, categories, stat = scorer.score(lines_of(dump, scores, 0) | scorer.providers)
    print("category: true found, missed, false (at 0, with the providers' lines)")
    for category, (tp, fn, fp) in sorted(categories.items(), key=lambda item: -sum(item[1]))[:30]:
        print("  %-24s %4d %4d %4d" % (category, tp, fn, fp))
    print("calibration: probability said, share true, rows")
    p = 1 / (1 + np.exp(-scores))
    for low in np.arange(0, 1, 0.1):
        inside = real & dump.counts & (p >= low) & (p < low + 0.1)
        if inside.any():
            print("  %.1f-%.1f  %.3f  %d" % (low, low + 0.1, dump.truth[inside].mean(), inside.sum()))
    worst = sorted(stat.items(), key=lambda item: -(item[1][1] + item[1][2]))[:12]
    print("most wrong:", ", ".join("%s %d/%d/%d" % (name, *s) for name, s in worst))


def write(model, bias, thresholds, names, path):
    out = bytearray(struct.pack(">iif", MAGIC, len(names), bias))
    predictors = [stage[0] for stage in model._predictors]
    out += struct.pack(">ii", len(predictors), sum(len(p.nodes) for p in predictors))
    for predictor in predictors:
        nodes = predictor.nodes
        out += struct.pack(">h", len(nodes))
        for node in nodes:
            if node["is_leaf"]:
                out += struct.pack(">bfhhf", -1, 0, 0, 0, node["value"])
            else:
                out += struct.pack(">bfhhf", node["feature_idx"], np.float32(node["num_threshold"]), node["left"], node["right"], node["value"])
    out += struct.pack(">ff", *thresholds)
    with open(path, "wb") as file:
        file.write(zlib.compress(bytes(out), 9))
    print("written", path, os.path.getsize(path), "bytes")


def main(what, folder, creddata, *rest):
    dump = Dump(folder)
    print(len(dump.rows), "rows,", int(dump.truth[dump.variant == 0].sum()), "true,", len(set(dump.repository)), "repositories")
    width = len(dump.names)
    if what == "cv":
        scores = out_of_fold(dump, read_negatives(rest[0] if rest else None, width))
        report(dump, Scorer(creddata), scores)
        return
    negatives = read_negatives(rest[1] if len(rest) > 1 else None, width)
    everything = np.where(dump.counts)[0]
    model = fit(*with_negatives(dump, everything, negatives))
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "thresholds.json")) as file:
        thresholds = json.load(file)
    write(model, float(model._baseline_prediction.ravel()[0]), (thresholds["possible"], thresholds["likely"]), dump.names, rest[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
