# watched-heads
# pip install tensorflow keras pandas scikit-learn

from pathlib import Path

import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.model_selection import train_test_split

DATA = Path(__file__).with_name("iris.csv")
if not DATA.exists():
    raise SystemExit(f"{DATA} is missing: put the table there, or change DATA.")

keras.utils.set_random_seed(1)

table = pd.read_csv(DATA, keep_default_na=False, na_values=[""])
classes, y = np.unique(table.iloc[:, -1], return_inverse=True)
rows = np.arange(len(table))
n_val, n_test = int(0.1 * len(table) + 0.5), int(0.1 * len(table) + 0.5)
rest, test = train_test_split(rows, test_size=n_test, random_state=1, stratify=y)
train, val = train_test_split(rest, test_size=n_val, random_state=1, stratify=y[rest])
x = table.iloc[:, :-1]
fit = x.iloc[train]
x = (x - fit.mean()) / np.where(fit.max() > fit.min(), fit.std(ddof=0), 1)
x = x.to_numpy("float32")
y = {
    "account": keras.utils.to_categorical(y, 3),
    "other": keras.utils.to_categorical(y, 3),
}
x_train, x_val, x_test = x[train], x[val], x[test]
y_train = {name: values[train] for name, values in y.items()}
y_val = {name: values[val] for name, values in y.items()}
y_test = {name: values[test] for name, values in y.items()}

inputs = keras.Input(shape=(4,))
dense = layers.Dense(8, activation="relu")(inputs)
dense_1 = layers.Dense(3, activation="softmax")(dense)
dense_2 = layers.Dense(3, activation="softmax")(dense)
model = keras.Model(inputs, {"account": dense_1, "other": dense_2})
model.summary()

model.compile(
    optimizer="adam",
    loss={"account": "categorical_crossentropy", "other": "categorical_crossentropy"},
    metrics={
        "account": [keras.metrics.AUC(num_thresholds=50, name="auc")],
        "other": [keras.metrics.AUC(name="auc"), keras.metrics.F1Score("macro")],
    },
    weighted_metrics={
        "account": [keras.metrics.AUC(name="auc"), "categorical_accuracy"]
    },
)

callbacks = [
    keras.callbacks.EarlyStopping(monitor="val_account_loss", mode="min"),
    keras.callbacks.EarlyStopping(monitor="val_account_weighted_auc", mode="max"),
    keras.callbacks.ReduceLROnPlateau(monitor="val_other_f1_score", mode="max"),
    keras.callbacks.ModelCheckpoint(
        "head-{val_other_auc:.2f}.keras",
        monitor="val_other_auc",
        save_best_only=True,
        mode="max",
    ),
]
model.fit(
    x_train, y_train, epochs=10, callbacks=callbacks, validation_data=(x_val, y_val)
)
model.evaluate(x_test, y_test)
model.save("watched-heads.keras")
