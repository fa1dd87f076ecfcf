# several-of-a-kind
# pip install tensorflow keras pandas scikit-learn

from pathlib import Path

import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.model_selection import train_test_split

DATA = Path(__file__).with_name("numbers.csv")
if not DATA.exists():
    raise SystemExit(f"{DATA} is missing: put the table there, or change DATA.")

keras.utils.set_random_seed(1)

table = pd.read_csv(DATA, header=None, keep_default_na=False, na_values=[""])
table.columns = [f"column{i}" for i in table.columns]
classes, y = np.unique(table["column3"], return_inverse=True)
rows = np.arange(len(table))
rest, test = train_test_split(rows, test_size=10, random_state=1)
train, val = train_test_split(rest, test_size=10, random_state=1)
x = table[["column2", "column0"]]
fit = x.iloc[train]
x = (x - fit.mean()) / np.where(fit.max() > fit.min(), fit.std(ddof=0), 1)
x = x.to_numpy("float32")
y = y.astype("float32").reshape(-1, 1)
x_train, x_val, x_test = x[train], x[val], x[test]
y_train, y_val, y_test = y[train], y[val], y[test]

model = keras.Sequential(
    [keras.Input(shape=(2,)), layers.Dense(1, activation="sigmoid")]
)
model.summary()

model.compile(
    optimizer="adam",
    loss="binary_focal_crossentropy",
    metrics=[
        keras.metrics.AUC(curve="PR"),
        "auc",
        keras.metrics.AUC(num_thresholds=50, name="auc_2"),
        keras.metrics.BinaryAccuracy(threshold=0.7),
        keras.metrics.F1Score("micro", threshold=0.5),
        "hinge",
    ],
)

model.fit(x_train, y_train, epochs=10, validation_data=(x_val, y_val))
model.evaluate(x_test, y_test)
model.save("several-of-a-kind.keras")
