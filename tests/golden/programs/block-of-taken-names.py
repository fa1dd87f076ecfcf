# block-of-taken-names

import argparse
import csv
from functools import partial
from pathlib import Path

import keras
import numpy as np
from keras import layers


def read_table(path):
    """Column names and cells of a CSV file."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        delimiter = max(",;\t|", key=file.readline().count)
        file.seek(0)
        rows = [row for row in csv.reader(file, delimiter=delimiter) if row]
    cells = np.char.strip(np.array(rows))
    return list(cells[0]), cells[1:]


def mix(x):
    """The 32-bit finalizer of MurmurHash3."""
    x = (x ^ (x >> 16)) * 0x85EBCA6B & 0xFFFFFFFF
    x = (x ^ (x >> 13)) * 0xC2B2AE35 & 0xFFFFFFFF
    return x ^ (x >> 16)


def permutation(n, seed):
    """Row numbers sorted by a hash of (seed, row number)."""
    seed &= 0xFFFFFFFF
    rows = np.arange(n, dtype=np.uint64)
    first, second = mix(seed), mix((seed + 0x9E3779B9) & 0xFFFFFFFF)
    keys = mix((rows + np.uint64(first)) & np.uint64(0xFFFFFFFF))
    keys = mix(keys ^ np.uint64(second))
    return np.argsort(keys, kind="stable")


def allot(total, counts):
    """Divides total in proportion to counts; leftovers go to the largest remainders."""
    shares = total * counts // counts.sum()
    left = total - shares.sum()
    shares[np.argsort(-(total * counts % counts.sum()), kind="stable")[:left]] += 1
    return shares


def split_rows(classes, validation, test, seed):
    """Row numbers for training, validation and test, per class."""
    order = permutation(len(classes), seed)
    _, classes = np.unique(classes, return_inverse=True)
    counts = np.bincount(classes).astype(np.int64)
    for_validation = allot(validation, counts)
    for_test = allot(test, counts - for_validation)
    parts = [], [], []
    for c in range(len(counts)):
        rows = order[classes[order] == c]
        a, b = for_validation[c], for_validation[c] + for_test[c]
        for part, chosen in zip(parts, (rows[b:], rows[:a], rows[a:b])):
            part.append(chosen)
    return [np.sort(np.concatenate(part)) for part in parts]


parser = argparse.ArgumentParser()
parser.add_argument("--data", type=Path, default="iris.csv", help="CSV file")
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument(
    "--out", default="block-of-taken-names.keras", help="file for the trained model"
)
args = parser.parse_args()

keras.utils.set_random_seed(args.seed)

names, table = read_table(args.data)
target = len(names) - 1
features = [i for i in range(len(names)) if i != target]
x = table[:, features].astype("float32")
_, labels = np.unique(table[:, target], return_inverse=True)
train_rows, validation_rows, test_rows = split_rows(
    labels,
    validation=int(0.1 * len(labels) + 0.5),
    test=int(0.1 * len(labels) + 0.5),
    seed=1,
)
mean, std = x[train_rows].mean(axis=0), x[train_rows].std(axis=0)
x = (x - mean) / np.where(std > 0, std, 1)
x_train, y_train = x[train_rows], labels[train_rows]
x_val, y_val = x[validation_rows], labels[validation_rows]
x_test, y_test = x[test_rows], labels[test_rows]

dense = partial(layers.Dense, activation="elu")


def range_2(x):
    dense_2 = dense(8)(x)
    x = layers.Dropout(0.1)(dense_2)
    x = layers.Add()([dense_2, x])
    return x


inputs = keras.Input(shape=(4,))
x = layers.Dense(8)(inputs)
for _ in range(2):
    x = range_2(x)
outputs = layers.Dense(3, activation="softmax")(x)
model = keras.Model(inputs, outputs)
model.summary()

model.compile(
    optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
)

model.fit(x_train, y_train, epochs=args.epochs, validation_data=(x_val, y_val))
model.evaluate(x_test, y_test)
model.save(args.out)
