# regression
# pip install tensorflow keras pandas scikit-learn

from pathlib import Path

import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.model_selection import train_test_split

DATA = Path(__file__).with_name("prices.csv")
if not DATA.exists():
    raise SystemExit(f"{DATA} is missing: put the table there, or change DATA.")

keras.utils.set_random_seed(1)

table = pd.read_csv(DATA, sep=";", keep_default_na=False, na_values=[""])
y = table["price"].to_numpy("float32")
rows = np.arange(len(table))
n_val = int(0.2 * len(table) + 0.5)
train, val = train_test_split(rows, test_size=n_val, random_state=1)
x = table.drop(columns="price")
fit = x.iloc[train]
x = (x - fit.mean()) / np.where(fit.max() > fit.min(), fit.std(ddof=0), 1)
x = x.to_numpy("float32")
x_train, x_val = x[train], x[val]
y_train, y_val = y[train], y[val]

model = keras.Sequential(
    [keras.Input(shape=(4,)), layers.Dense(8, activation="relu"), layers.Dense(1)]
)
model.summary()

model.compile(
    optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.9, nesterov=True),
    loss="mean_squared_error",
    metrics=["mean_absolute_error"],
)

model.fit(
    x_train,
    y_train,
    epochs=10,
    callbacks=[
        keras.callbacks.EarlyStopping(
            monitor="val_mean_absolute_error",
            min_delta=0.001,
            patience=3,
            mode="min",
            baseline=10.0,
            restore_best_weights=True,
            start_from_epoch=2,
        )
    ],
    validation_data=(x_val, y_val),
    shuffle=False,
)
model.save("regression.keras")
