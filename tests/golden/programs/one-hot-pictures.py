# one-hot-pictures
# pip install tensorflow keras scikit-learn

import gzip
from pathlib import Path

import keras
import numpy as np
from keras import layers
from sklearn.model_selection import train_test_split


def read_idx(path):
    """The array in an IDX file, plain or gzipped."""
    if not path.exists():
        path = path.with_name(path.name + ".gz")
    if not path.exists():
        raise SystemExit(f"{path} is missing: put the file there, or change its path.")
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    kind = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}[data[2]]
    sizes = np.frombuffer(data, ">i4", count=data[3], offset=4)
    return np.frombuffer(data, kind, offset=4 + 4 * data[3]).reshape(sizes)


IMAGE_FILE = Path(__file__).with_name("pictures")
LABEL_FILE = Path(__file__).with_name("labels")

keras.utils.set_random_seed(1)

x, y = read_idx(IMAGE_FILE), read_idx(LABEL_FILE)
x = x.astype("float32") / (255 if x.dtype == np.uint8 else 1)
_, y = np.unique(y, return_inverse=True)
rows = np.arange(len(y))
train, test = train_test_split(rows, test_size=12, random_state=1, stratify=y)
y = keras.utils.to_categorical(y, 3)
x_train, x_test = x[train], x[test]
y_train, y_test = y[train], y[test]

model = keras.Sequential(
    [keras.Input(shape=(4, 3)), layers.Flatten(), layers.Dense(3, activation="softmax")]
)
model.summary()

model.compile(optimizer="adam", loss="categorical_crossentropy")

model.fit(x_train, y_train, epochs=10)
model.evaluate(x_test, y_test)
model.save("one-hot-pictures.keras")
