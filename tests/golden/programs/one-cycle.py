# one-cycle
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


@keras.saving.register_keras_serializable()
class OneCycle(keras.optimizers.schedules.LearningRateSchedule):
    """Up to the largest rate, then far below the first one (Smith and Topin 2017)."""

    def __init__(
        self,
        max_learning_rate,
        total_steps,
        rising=0.3,
        div_factor=25.0,
        final_div_factor=10000.0,
    ):
        self.config = {
            "max_learning_rate": max_learning_rate,
            "total_steps": total_steps,
            "rising": rising,
            "div_factor": div_factor,
            "final_div_factor": final_div_factor,
        }
        self.top = max_learning_rate
        self.first = max_learning_rate / div_factor
        self.last = self.first / final_div_factor
        self.peak = rising * total_steps
        self.fall = total_steps - self.peak

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        up = keras.ops.minimum(step, self.peak) / max(self.peak, 1.0)
        down = keras.ops.minimum(step - self.peak, self.fall) / max(self.fall, 1.0)
        rising = self.wave(up) * (self.first - self.top) + self.top
        falling = self.wave(down) * (self.top - self.last) + self.last
        return keras.ops.where(step < self.peak, rising, falling)

    def wave(self, done):
        return (keras.ops.cos(done * 3.141592653589793) + 1) * 0.5

    def get_config(self):
        return self.config


parser = argparse.ArgumentParser()
parser.add_argument("--data", type=Path, default="iris.csv", help="CSV file")
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument(
    "--out", default="one-cycle.keras", help="file for the trained model"
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

model = keras.Sequential(
    [
        keras.Input(shape=(4,)),
        layers.Dense(8, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ]
)
model.summary()

model.compile(
    optimizer=keras.optimizers.Adam(
        learning_rate=OneCycle(max_learning_rate=0.05, total_steps=400, rising=0.25),
        use_ema=True,
        ema_overwrite_frequency=10,
    ),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)

model.fit(
    x_train,
    y_train,
    epochs=args.epochs,
    callbacks=[
        keras.callbacks.TerminateOnNaN(),
        keras.callbacks.CSVLogger("log.csv", separator=";"),
        keras.callbacks.ModelCheckpoint(
            "kept-{epoch:02d}-{val_loss:.2f}.weights.h5",
            monitor="val_accuracy",
            save_best_only=True,
            save_weights_only=True,
        ),
    ],
    validation_data=(x_val, y_val),
)
model.evaluate(x_test, y_test)
model.save(args.out)
