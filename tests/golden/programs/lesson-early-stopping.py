# Early stopping
# pip install tensorflow keras pandas scikit-learn

from pathlib import Path

import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.model_selection import train_test_split

DATA = Path(__file__).with_name("noisy-curve.csv")
if not DATA.exists():
    raise SystemExit(f"{DATA} is missing: put the table there, or change DATA.")

keras.utils.set_random_seed(10)

table = pd.read_csv(DATA, keep_default_na=False, na_values=[""])
y = table["y"].to_numpy("float32")
rows = np.arange(len(table))
train, val = train_test_split(rows, test_size=25, random_state=10)
x = table["x"]
x = pd.DataFrame(x.to_numpy()[:, None] ** np.arange(1.0, 91))
fit = x.iloc[train]
x = (x - fit.mean()) / np.where(fit.max() > fit.min(), fit.std(ddof=0), 1)
x = x.to_numpy("float32")
x_train, x_val = x[train], x[val]
y_train, y_val = y[train], y[val]

model = keras.Sequential(
    [keras.Input(shape=(90,)), layers.Dense(1, kernel_initializer="zeros")]
)
model.summary()

model.compile(
    optimizer=keras.optimizers.SGD(learning_rate=0.0005),
    loss="mean_squared_error",
    metrics=["root_mean_squared_error"],
)

model.fit(
    x_train,
    y_train,
    batch_size=2,
    epochs=1000,
    callbacks=[keras.callbacks.EarlyStopping(patience=50, restore_best_weights=True)],
    validation_data=(x_val, y_val),
)
model.save("early-stopping.keras")
