# hash-split
# pip install tensorflow keras

import gzip
from pathlib import Path

import keras
import numpy as np
from keras import layers


def read_idx(path):
    """The array in an IDX file, plain or gzipped."""
    if not path.exists():
        path = path.with_name(path.name + ".gz")
    if not path.exists():
        raise SystemExit(f"{path} is missing: put the file there, or change its path.")
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    kind = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}[data[2]]
    sizes = np.frombuffer(data, ">i4", count=data[3], offset=4)
    return np.frombuffer(data, kind, offset=4 + 4 * data[3]).reshape(sizes)


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


IMAGE_FILE = Path(__file__).with_name("pictures")
LABEL_FILE = Path(__file__).with_name("labels")

keras.utils.set_random_seed(1)

x, y = read_idx(IMAGE_FILE), read_idx(LABEL_FILE)
x = x.astype("float32") / (255 if x.dtype == np.uint8 else 1)
_, y = np.unique(y, return_inverse=True)
n_val = int(0.2 * len(y) + 0.5)
train, val, test = split_rows(y, validation=n_val, test=12, seed=1)
x_train, x_val, x_test = x[train], x[val], x[test]
y_train, y_val, y_test = y[train], y[val], y[test]

model = keras.Sequential(
    [keras.Input(shape=(4, 3)), layers.Flatten(), layers.Dense(3, activation="softmax")]
)
model.summary()

model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")

model.fit(x_train, y_train, epochs=10, validation_data=(x_val, y_val))
model.evaluate(x_test, y_test)
model.save("hash-split.keras")
