/** Predictions and figures of a run equal those of its exported program in the real Keras, with the weights of the run. */
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseDocument, serializeDocument } from '../../../shared/document/file.ts'
import { generateKeras } from '../../../shared/keras/generate.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { describeKeras } from '../../support/keras.ts'
import { kerasPython, ROOT } from '../../support/keras-python.ts'
import { buildEngine, startEngine, temporaryCache, temporaryFolder } from '../support.ts'

buildEngine()

/** Runs the program up to its training, sets the weights of the run in their order, and predicts. */
const SCRIPT = `
import json, struct, sys
import keras
import numpy as np
path, code, weights = sys.argv[1:]
program = {"__file__": path, "__name__": "__main__"}
exec(compile(code, path, "exec"), program)
model = program["model"]
data = open(weights, "rb").read()
start = 8 + struct.unpack("<Q", data[:8])[0]
header = json.loads(data[8:start])
tensors = {}
for name, entry in header.items():
    if name != "__metadata__":
        low, high = entry["data_offsets"]
        tensors[name] = np.frombuffer(data[start + low : start + high], np.float32).reshape(entry["shape"])
model.set_weights(list(tensors.values()))
outputs = keras.Model(model.inputs, [layer.output for layer in model.layers])
x = program["x_test"]
first = {name: values[:1] for name, values in x.items()} if isinstance(x, dict) else x[:1]
values = outputs.predict(first, verbose=0)
print("ANSWER" + json.dumps({
    "rows": program["test"].tolist(),
    "truth": program["y_test"].tolist(),
    "test": model.predict(program["x_test"], verbose=0).tolist(),
    "all": model.predict(program["x"], verbose=0).tolist(),
    "layers": {layer.name: np.ravel(value).tolist() for layer, value in zip(model.layers, values)},
    "evaluated": [float(value) for value in model.evaluate(program["x_test"], program["y_test"], verbose=0)],
}))
`

interface Answer {
  readonly rows: readonly number[]
  readonly truth: readonly number[]
  readonly test: readonly (readonly number[])[]
  readonly all: readonly (readonly number[])[]
  /** Outputs of the layers for the first test row. */
  readonly layers: { readonly [layer: string]: readonly number[] }
  readonly evaluated: readonly number[]
}

describeKeras('Predictions', () => {
  test('of the penguins: gaps, categories, three classes', async () => {
    const folder = temporaryFolder()
    for (const name of ['penguins.csv', 'penguins.loom'])
      cpSync(join(ROOT, 'assets', 'examples', name), join(folder, name))
    const example = parseDocument(readFileSync(join(folder, 'penguins.loom'), 'utf8'))
    const document = { ...example, training: { ...example.training, epochs: 3 } }
    const engine = startEngine({ cache: temporaryCache() })
    await engine.calls.attach()
    const info = await engine.calls.describeData(document.data!, folder, null)
    const { run } = await engine.calls.train({ document: serializeDocument(document), folder })
    const result = await engine.finished()
    const evaluation = await engine.calls.evaluate({ run, part: 'test', weights: 'last' })
    const { rows } = await engine.calls.predictionRows({
      ...{ run, evaluation: evaluation.id, output: null, filter: {}, sort: 'row', descending: false },
      ...{ from: 0, count: 1000 },
    })
    const out = join(folder, 'predicted.csv')
    const data = join(folder, 'penguins.csv')
    await engine.calls.predictFile({ run, weights: 'last', data, out, probabilities: true })

    const code = generateKeras(document, analyze(document, info), info)
    const path = join(folder, 'penguins.py')
    writeFileSync(path, code)
    const printed = execFileSync(
      kerasPython()!,
      [
        '-c',
        SCRIPT,
        path,
        code.slice(0, code.indexOf('\nmodel.fit(')),
        join(result.folder!, 'weights-last.safetensors'),
      ],
      { encoding: 'utf8', maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'ignore'] },
    )
    const answer = JSON.parse(printed.slice(printed.indexOf('ANSWER') + 'ANSWER'.length)) as Answer

    const place = new Map(answer.rows.map((row, i) => [row, i]))
    expect(rows.length).toBe(answer.rows.length)
    for (const { row, truth, probabilities, loss } of rows) {
      const i = place.get(row)!
      expect(truth).toBe(answer.truth[i])
      for (const [c, probability] of probabilities!.entries())
        expect(probability).toBeCloseTo(answer.test[i]![c]!, 5)
      expect(loss).toBeCloseTo(-Math.log(answer.test[i]![Number(truth)]!), 4)
    }
    const probe = await engine.calls.probeRow({ run, weights: 'last', row: answer.rows[0]! })
    const probed = probe.outputs.filter(({ layer }) => answer.layers[layer] !== undefined)
    expect(probed.length).toBe(Object.keys(answer.layers).length)
    for (const { layer, picture, figures } of probed) {
      const expected = answer.layers[layer]!
      expect(picture.isReduced).toBe(false)
      expect(picture.values.length).toBe(expected.length)
      for (const [i, value] of picture.values.entries()) expect(value).toBeCloseTo(expected[i]!, 5)
      const mean = expected.reduce((sum, value) => sum + value, 0) / expected.length
      expect(figures.mean).toBeCloseTo(mean, 5)
    }
    const { series } = evaluation.figures
    for (const [i, { value }] of series.entries()) expect(value).toBeCloseTo(answer.evaluated[i]!, 5)
    const lines = readFileSync(out, 'utf8').trimEnd().split('\n').slice(1)
    expect(lines.length).toBe(answer.all.length)
    for (const [row, line] of lines.entries()) {
      const probabilities = line.split(',').slice(-3).map(Number)
      for (const [c, probability] of probabilities.entries())
        expect(probability).toBeCloseTo(answer.all[row]![c]!, 5)
    }
  })
})
