# warm-up
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
x_train, x_val, x_test = x[train], x[val], x[test]
y_train, y_val, y_test = y[train], y[val], y[test]

model = keras.Sequential(
    [
        keras.Input(shape=(4,)),
        layers.Dense(8, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ]
)
model.summary()

model.compile(
    optimizer=keras.optimizers.AdamW(
        learning_rate=keras.optimizers.schedules.CosineDecay(
            initial_learning_rate=0.0,
            decay_steps=1000,
            warmup_target=0.01,
            warmup_steps=100,
        )
    ),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)

labels, counts = np.unique(y_train, return_counts=True)
class_weight = dict(zip(labels, len(y_train) / (len(labels) * counts)))
model.fit(
    x_train,
    y_train,
    epochs=10,
    validation_data=(x_val, y_val),
    class_weight=class_weight,
)
model.evaluate(x_test, y_test)
model.save("warm-up.keras")
