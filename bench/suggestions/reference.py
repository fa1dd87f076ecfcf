"""The reference of the suggestions: each table prepared by hand with scikit-learn, and the same network trained in Keras.

The argument is the path of a JSON list of tasks. For each one a line with the scores of its trainings on its test rows is printed: the
accuracy, or R² for a number.
"""

import dataclasses
import json
import pathlib
import sys

import keras
import numpy as np
import pandas as pd
import tensorflow as tf
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score, r2_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


@dataclasses.dataclass(frozen=True)
class Recipe:
    """What a person knows about the columns of a table. Those that are not named are numbers."""

    categories: tuple = ()
    dropped: tuple = ()
    # New columns of a date: name, date column, attribute of pandas' dt. The date itself is dropped. Months are categories.
    dates: tuple = ()


RECIPES = {
    "iris": Recipe(),
    "wine": Recipe(),
    "breast_cancer": Recipe(),
    "penguins": Recipe(categories=("island", "sex")),
    "penguins-raw": Recipe(
        categories=("studyName", "Species", "Island", "Clutch Completion"),
        dropped=("Sample Number", "Region", "Stage", "Individual ID", "Date Egg", "Comments"),
    ),
    "titanic": Recipe(categories=("gender", "class", "embarked")),
    "OJ": Recipe(categories=("StoreID", "Store7", "STORE")),
    "GermanCredit": Recipe(
        categories=("CHK_ACCT", "HISTORY", "SAV_ACCT", "EMPLOYMENT", "JOB"),
        dropped=("OBS#",),
    ),
    "FlightDelays": Recipe(
        categories=("CARRIER", "DEST", "ORIGIN", "DAY_WEEK"),
        dropped=("FL_DATE", "FL_NUM", "TAIL_NUM"),
    ),
    "Spambase": Recipe(),
    "Taxi-cancellation-case": Recipe(
        categories=("vehicle_model_id", "package_id", "travel_type_id", "from_city_id", "to_city_id"),
        dropped=("row#", "user_id", "from_area_id", "to_area_id", "to_date", "booking_created"),
        dates=(("from_month", "from_date", "month"), ("from_hour", "from_date", "hour")),
    ),
    "seattle-weather": Recipe(dates=(("month", "date", "month"),)),
    "diabetes": Recipe(),
    "Boston": Recipe(),
    "Hitters": Recipe(categories=("League", "Division", "NewLeague")),
    "College": Recipe(categories=("Private",)),
    "cars": Recipe(categories=("Origin",), dropped=("Name",), dates=(("year", "Year", "year"),)),
    "ToyotaCorolla": Recipe(categories=("Fuel_Type", "Color"), dropped=("Id", "Model")),
    "Airfares": Recipe(
        categories=("S_CODE", "S_CITY", "E_CODE", "E_CITY", "VACATION", "SW", "SLOT", "GATE"),
    ),
    "txhousing": Recipe(categories=("city",)),
}


def main():
    for task in json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")):
        print(json.dumps({"scores": scores_of(task)}), flush=True)


def scores_of(task):
    """The scores of new networks on the test rows of the task."""
    recipe = RECIPES[task["table"]]
    frame = pd.read_csv(task["path"]).dropna(subset=[task["target"]])
    is_classes = task["task"] == "classes"
    y = np.unique(frame[task["target"]], return_inverse=True)[1] if is_classes else frame[task["target"]].to_numpy("float32")
    parts = split(frame.index.to_numpy(), y if is_classes else None, task)
    features = features_of(frame.drop(columns=task["target"]), recipe)
    transformer = transformer_of(features, recipe)
    train, validation, test = (np.searchsorted(frame.index, part) for part in parts)
    x_train = transformer.fit_transform(features.iloc[train]).astype("float32")
    x_validation, x_test = (transformer.transform(features.iloc[part]).astype("float32") for part in (validation, test))
    scores = []
    for start in task["starts"]:
        keras.backend.clear_session()
        keras.utils.set_random_seed(start)
        model = network(task, x_train.shape[1])
        fit(model, (x_train, y[train]), (x_validation, y[validation]), task, np.random.default_rng(start))
        predicted = model(x_test).numpy()
        score = accuracy_score(y[test], predicted.argmax(axis=1)) if is_classes else r2_score(y[test], predicted[:, 0])
        scores.append(float(score))
    return scores


def split(rows, codes, task):
    """The rows of each part, which must be those of the app."""
    seed, sizes = task["seed"], {name: len(part) for name, part in task["rows"].items()}
    at = np.arange(len(rows))
    rest, test = train_test_split(at, test_size=sizes["test"], random_state=seed, stratify=codes)
    kept = None if codes is None else codes[rest]
    train, validation = train_test_split(rest, test_size=sizes["validation"], random_state=seed, stratify=kept)
    parts = [rows[part] for part in (train, validation, test)]
    for name, part in zip(("train", "validation", "test"), parts):
        if part.tolist() != task["rows"][name]:
            raise ValueError(f"{task['table']}, seed {seed}: the rows for {name} are not those of the app")
    return parts


def features_of(frame, recipe):
    dates = {name: getattr(pd.to_datetime(frame[column]).dt, part) for name, column, part in recipe.dates}
    return frame.assign(**dates).drop(columns={*recipe.dropped, *(column for _, column, _ in recipe.dates)})


def transformer_of(features, recipe):
    categories = [*recipe.categories, *(name for name, _, part in recipe.dates if part == "month")]
    numbers = [name for name in features.columns if name not in categories]
    return ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
            (
                "categories",
                make_pipeline(
                    SimpleImputer(strategy="most_frequent"),
                    OneHotEncoder(handle_unknown="ignore", sparse_output=False),
                ),
                categories,
            ),
        ]
    )


def network(task, width):
    """The layers of the app's document."""
    layers = [getattr(keras.layers, layer.pop("type"))(**layer) for layer in map(dict, task["layers"])]
    return keras.Sequential([keras.Input((width,)), *layers])


def fit(model, train, validation, task, shuffle):
    """Does what model.fit does with these settings. For a network of this size, fit takes ten times as long as the steps."""
    x, y = map(tf.constant, train)
    x_validation, y_validation = map(tf.constant, validation)
    loss_of = keras.losses.get(task["loss"])
    optimizer = keras.optimizers.Adam(task["learning_rate"])
    optimizer.build(model.trainable_variables)

    def loss(features, targets, training):
        return tf.reduce_mean(loss_of(targets, model(features, training=training)))

    @tf.function
    def train_epoch(order):
        """The loss of the validation rows after the steps."""
        for start in tf.range(0, len(y), task["batch"]):
            rows = order[start : start + task["batch"]]
            with tf.GradientTape() as tape:
                value = loss(tf.gather(x, rows), tf.gather(y, rows), True)
            optimizer.apply(tape.gradient(value, model.trainable_variables), model.trainable_variables)
        return loss(x_validation, y_validation, False)

    stopping = keras.callbacks.EarlyStopping(**task["stopping"])
    stopping.set_model(model)
    model.stop_training = False
    stopping.on_train_begin()
    for epoch in range(task["epochs"]):
        stopping.on_epoch_end(epoch, {"val_loss": float(train_epoch(tf.constant(shuffle.permutation(len(y)))))})
        if model.stop_training:
            break
    stopping.on_train_end()


main()
