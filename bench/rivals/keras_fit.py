"""Keras as people write it: model.fit, one epoch a round. Arguments: rows file, labels file, JSON of the network."""

import json
import sys
import time

import keras
import numpy as np

rows_file, labels_file, network = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
x = np.fromfile(rows_file, np.uint8).reshape(-1, 28, 28).astype("float32") / 255
y = np.fromfile(labels_file, np.int32)

model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
*hidden, last = network["units"]
for units in hidden:
    model.add(keras.layers.Dense(units, activation="relu"))
model.add(keras.layers.Dense(last, activation="softmax"))
model.compile(
    optimizer=network["optimizer"],
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)


def epoch():
    start = time.perf_counter()
    model.fit(x, y, batch_size=network["batch"], epochs=1, verbose=0)
    return 1000 * (time.perf_counter() - start) / -(-len(x) // network["batch"])


epoch()
print(json.dumps({"ready": 1}), flush=True)
for _ in sys.stdin:
    print(json.dumps({"ms_per_step": epoch()}), flush=True)
