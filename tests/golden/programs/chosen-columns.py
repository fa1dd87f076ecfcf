# chosen-columns
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
    return [f"column{i}" for i in range(cells.shape[1])], cells


parser = argparse.ArgumentParser()
parser.add_argument("--data", type=Path, default="numbers.csv", help="CSV file")
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument(
    "--out", default="chosen-columns.keras", help="file for the trained model"
)
args = parser.parse_args()

keras.utils.set_random_seed(args.seed)

names, table = read_table(args.data)
target = names.index("column3")
chosen = ["column2", "column0"]
features = [names.index(name) for name in chosen]
x = table[:, features].astype("float32")
_, labels = np.unique(table[:, target].astype(float), return_inverse=True)
rest_rows, test_rows = train_test_split(
    np.arange(len(labels)), test_size=10, random_state=1
)
train_rows, validation_rows = train_test_split(rest_rows, test_size=10, random_state=1)
y = labels.astype("float32")
x_train, y_train = x[train_rows], y[train_rows]
x_val, y_val = x[validation_rows], y[validation_rows]
x_test, y_test = x[test_rows], y[test_rows]

model = keras.Sequential(
    [keras.Input(shape=(2,)), layers.Dense(1, activation="sigmoid")]
)
model.summary()

model.compile(
    optimizer="adam",
    loss="binary_crossentropy",
    loss_weights=[0.5],
    metrics=["accuracy"],
)

model.fit(x_train, y_train, epochs=args.epochs, validation_data=(x_val, y_val))
model.evaluate(x_test, y_test)
model.save(args.out)
