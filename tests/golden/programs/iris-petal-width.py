# Iris, petal width
# pip install tensorflow keras scikit-learn

import argparse
import csv
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
parser.add_argument("--epochs", type=int, default=200)
parser.add_argument("--seed", type=int, default=42)
parser.add_argument(
    "--out", default="iris-petal-width.keras", help="file for the trained model"
)
args = parser.parse_args()

keras.utils.set_random_seed(args.seed)

names, table = read_table(args.data)
target = names.index("petal_width")
chosen = ["sepal_length", "sepal_width", "petal_length"]
features = [names.index(name) for name in chosen]
x = table[:, features].astype("float32")
labels = table[:, target].astype("float32")
rest_rows, test_rows = train_test_split(
    np.arange(len(labels)), test_size=int(0.2 * len(labels) + 0.5), random_state=42
)
train_rows, validation_rows = train_test_split(
    rest_rows, test_size=int(0.2 * len(labels) + 0.5), random_state=42
)
mean, std = x[train_rows].mean(axis=0), x[train_rows].std(axis=0)
x = (x - mean) / np.where(std > 0, std, 1)
x_train, y_train = x[train_rows], labels[train_rows]
x_val, y_val = x[validation_rows], labels[validation_rows]
x_test, y_test = x[test_rows], labels[test_rows]

model = keras.Sequential(
    [
        keras.Input(shape=(3,)),
        layers.Dense(16, activation="relu", kernel_initializer="he_normal"),
        layers.Dense(8, activation="relu", kernel_initializer="he_normal"),
        layers.Dense(1),
    ]
)
model.summary()

model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.01),
    loss="mean_squared_error",
    metrics=["mean_absolute_error"],
)

model.fit(
    x_train,
    y_train,
    batch_size=16,
    epochs=args.epochs,
    callbacks=[keras.callbacks.EarlyStopping(patience=20, restore_best_weights=True)],
    validation_data=(x_val, y_val),
)
model.evaluate(x_test, y_test)
model.save(args.out)
