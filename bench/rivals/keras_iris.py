"""Keras trains a new model on iris for 200 epochs with validation in each round. The answer is the duration of fit in seconds."""

import json
import sys
import time

import keras
import numpy as np

with open(sys.argv[1], encoding="utf-8") as file:
    task = json.load(file)
x, y = (np.fromfile(task[k], t) for k, t in (("x", "float32"), ("y", "int32")))
x = x.reshape(len(y), -1)
train, held_out = slice(0, task["train"]), slice(task["train"], None)


def round():
    model = keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(10, activation="relu"), keras.layers.Dense(3, activation="softmax")]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    start = time.perf_counter()
    model.fit(
        x[train],
        y[train],
        batch_size=task["batch"],
        epochs=task["epochs"],
        validation_data=(x[held_out], y[held_out]),
        verbose=0,
    )
    return time.perf_counter() - start


print(json.dumps({"ready": 1}), flush=True)
for _ in sys.stdin:
    print(json.dumps({"ms_per_step": round()}), flush=True)
