# Iris, petal width
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

keras.utils.set_random_seed(42)

table = pd.read_csv(DATA, keep_default_na=False, na_values=[""])
y = table["petal_width"].to_numpy("float32")
rows = np.arange(len(table))
rest, test = train_test_split(rows, test_size=30, random_state=42)
train, val = train_test_split(rest, test_size=30, random_state=42)
x = table[["sepal_length", "sepal_width", "petal_length"]]
fit = x.iloc[train]
x = (x - fit.mean()) / np.where(fit.max() > fit.min(), fit.std(ddof=0), 1)
x = x.to_numpy("float32")
x_train, x_val, x_test = x[train], x[val], x[test]
y_train, y_val, y_test = y[train], y[val], y[test]

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
    epochs=200,
    callbacks=[keras.callbacks.EarlyStopping(patience=20, restore_best_weights=True)],
    validation_data=(x_val, y_val),
)
model.evaluate(x_test, y_test)
model.save("iris-petal-width.keras")
