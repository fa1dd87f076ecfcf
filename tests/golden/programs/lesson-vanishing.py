# Vanishing gradients
# pip install tensorflow keras scikit-learn

import sys
from pathlib import Path

import keras
import numpy as np
from keras import layers
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(42)

# Keras has the rows in another order than the app. --data FOLDER reads files like the app.
if "--data" in sys.argv:
    files = sorted(Path(sys.argv[-1]).glob("*-ubyte")) or sys.exit("No IDX files there")
    test_x, test_y, train_x, train_y = [np.fromfile(file, "u1") for file in files]
    x, y = [train_x[16:], test_x[16:]], [train_y[8:], test_y[8:]]
else:
    x, y = zip(*keras.datasets.fashion_mnist.load_data())
x = np.concatenate(x).reshape(-1, 28, 28).astype("float32") / 255
y = np.concatenate(y)
rows = np.arange(len(y))
rest, test = train_test_split(rows, test_size=10000, random_state=42, stratify=y)
train, val = train_test_split(rest, test_size=5000, random_state=42, stratify=y[rest])
x_train, x_val, x_test = x[train], x[val], x[test]
y_train, y_val, y_test = y[train], y[val], y[test]

model = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Flatten(),
        layers.Dense(100, activation="sigmoid", kernel_initializer="glorot_normal"),
        layers.Dense(100, activation="sigmoid", kernel_initializer="glorot_normal"),
        layers.Dense(100, activation="sigmoid", kernel_initializer="glorot_normal"),
        layers.Dense(100, activation="sigmoid", kernel_initializer="glorot_normal"),
        layers.Dense(100, activation="sigmoid", kernel_initializer="glorot_normal"),
        layers.Dense(100, activation="sigmoid", kernel_initializer="glorot_normal"),
        layers.Dense(100, activation="sigmoid", kernel_initializer="glorot_normal"),
        layers.Dense(100, activation="sigmoid", kernel_initializer="glorot_normal"),
        layers.Dense(100, activation="sigmoid", kernel_initializer="glorot_normal"),
        layers.Dense(100, activation="sigmoid", kernel_initializer="glorot_normal"),
        layers.Dense(10, activation="softmax"),
    ]
)
model.summary()

model.compile(
    optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
)

model.fit(x_train, y_train, epochs=10, validation_data=(x_val, y_val))
model.evaluate(x_test, y_test)
model.save("vanishing-gradients.keras")
