# refused-stratify
# pip install tensorflow keras scikit-learn

import argparse
import gzip
from pathlib import Path

import keras
import numpy as np
from keras import layers
from sklearn.model_selection import train_test_split


def read_idx(path):
    """The array in an IDX file, plain or gzipped."""
    if not path.exists():
        path = path.with_name(path.name + ".gz")
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    kind = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}[data[2]]
    sizes = np.frombuffer(data, ">i4", count=data[3], offset=4)
    return np.frombuffer(data, kind, offset=4 + 4 * data[3]).reshape(sizes)


parser = argparse.ArgumentParser()
parser.add_argument(
    "--images", type=Path, default="pictures", help="IDX file with the images"
)
parser.add_argument(
    "--labels", type=Path, default="labels", help="IDX file with one label per image"
)
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument(
    "--out", default="refused-stratify.keras", help="file for the trained model"
)
args = parser.parse_args()

keras.utils.set_random_seed(args.seed)

x, labels = read_idx(args.images), read_idx(args.labels)
x = x.astype("float32") / 255
_, labels = np.unique(labels, return_inverse=True)
rest_rows, test_rows = train_test_split(
    np.arange(len(labels)), test_size=12, random_state=1, stratify=labels
)
# Without stratify: 2 rows cannot hold all 3 classes.
train_rows, validation_rows = train_test_split(rest_rows, test_size=2, random_state=1)
x_train, y_train = x[train_rows], labels[train_rows]
x_val, y_val = x[validation_rows], labels[validation_rows]
x_test, y_test = x[test_rows], labels[test_rows]

model = keras.Sequential(
    [keras.Input(shape=(4, 3)), layers.Flatten(), layers.Dense(3, activation="softmax")]
)
model.summary()

model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")

model.fit(x_train, y_train, epochs=args.epochs, validation_data=(x_val, y_val))
model.evaluate(x_test, y_test)
model.save(args.out)
