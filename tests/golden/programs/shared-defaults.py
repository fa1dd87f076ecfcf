# shared-defaults
# pip install tensorflow keras scikit-learn

import argparse
import csv
from functools import partial
from pathlib import Path

import keras
import numpy as np
from keras import layers
from sklearn.model_selection import train_test_split


def read_table(path):
    """Column names and cells of a CSV file."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        delimiter = max(",;\t|", key=file.readline().count)
        file.seek(0)
        rows = [row for row in csv.reader(file, delimiter=delimiter) if row]
    cells = np.char.strip(np.array(rows))
    return list(cells[0]), cells[1:]


parser = argparse.ArgumentParser()
parser.add_argument("--data", type=Path, default="iris.csv", help="CSV file")
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument(
    "--out", default="shared-defaults.keras", help="file for the trained model"
)
args = parser.parse_args()

keras.utils.set_random_seed(args.seed)

names, table = read_table(args.data)
target = len(names) - 1
features = [i for i in range(len(names)) if i != target]
x = table[:, features].astype("float32")
_, labels = np.unique(table[:, target], return_inverse=True)
rest_rows, test_rows = train_test_split(
    np.arange(len(labels)),
    test_size=int(0.1 * len(labels) + 0.5),
    random_state=1,
    stratify=labels,
)
train_rows, validation_rows = train_test_split(
    rest_rows,
    test_size=int(0.1 * len(labels) + 0.5),
    random_state=1,
    stratify=labels[rest_rows],
)
mean, std = x[train_rows].mean(axis=0), x[train_rows].std(axis=0)
x = (x - mean) / np.where(std > 0, std, 1)
x_train, y_train = x[train_rows], labels[train_rows]
x_val, y_val = x[validation_rows], labels[validation_rows]
x_test, y_test = x[test_rows], labels[test_rows]

RegularDense = partial(
    layers.Dense, activation="elu", kernel_regularizer=keras.regularizers.L2(0.001)
)
layers_2 = partial(layers.Dense, units=6, activation="relu", kernel_regularizer="l1")
Drop = partial(layers.Dropout, rate=0.1)

model = keras.Sequential(
    [
        keras.Input(shape=(4,)),
        RegularDense(
            8,
            kernel_initializer=keras.initializers.VarianceScaling(
                scale=2.0, mode="fan_avg"
            ),
        ),
        layers_2(activation="linear", kernel_regularizer=None),
        Drop(),
        layers_2(units=8),
        layers.Dense(3, activation="softmax"),
    ]
)
model.summary()

model.compile(
    optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
)

model.fit(x_train, y_train, epochs=args.epochs, validation_data=(x_val, y_val))
model.evaluate(x_test, y_test)
model.save(args.out)
