/** The exported programs of tables, run in real Python, have the same prepared rows in each part and in the same order as the app. */
import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SPLIT_METHODS } from '../../shared/data/data-reference.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { generateKeras } from '../../shared/keras/generate.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { dataFixture, floatsOf, intsOf } from '../engine/data/helper.ts'
import { documentText } from '../engine/support.ts'
import { describeKeras } from '../support/keras.ts'
import { kerasPython } from '../support/keras-python.ts'

const b = dataFixture()
cpSync(new URL('../fixtures/tables', import.meta.url), b.folder, { recursive: true })
cpSync(new URL('../../assets/examples/iris.csv', import.meta.url), `${b.folder}/iris.csv`)

const TABLES = [
  { path: 'iris.csv', features: 4, classes: 3 },
  { path: 'singleton.csv', features: 2, classes: 3 },
  { path: 'imbalanced.csv', features: 2, classes: 2 },
]
type Part = readonly [x: readonly (readonly number[])[], y: readonly number[]]

describeKeras('Rows of the program', () => {
  test.each(TABLES.flatMap((table) => SPLIT_METHODS.map((method) => ({ ...table, method }))))(
    '$path by $method',
    async ({ path, features, classes, method }) => {
      const split = { method, validation: 0.1, test: 0.2, seed: 7 }
      const document = parseDocument(
        documentText({ features, hidden: [], path, split, output: {} }).replace(
          '"units":3',
          `"units":${classes}`,
        ),
      )
      const { info, files } = await b.prepare(document.data!.source, split)
      const code = generateKeras(document, analyze(document, info), info)
      // The rows are complete before the model, and need no Keras, whose import takes long.
      const program = [
        'import sys, unittest.mock',
        'sys.modules["keras"] = unittest.mock.MagicMock()',
        `__file__ = ${JSON.stringify(`${b.folder}/program.py`)}`,
        code.slice(0, code.indexOf('\nmodel = ')),
        'import json',
        'parts = (x_train, y_train), (x_val, y_val), (x_test, y_test)',
        'print(json.dumps([[x.tolist(), y.tolist()] for x, y in parts]))',
      ].join('\n')
      const output = execFileSync(kerasPython()!, ['-c', program], {
        cwd: b.folder,
        encoding: 'utf8',
        maxBuffer: 1e8,
      })
      const parts = JSON.parse(output) as readonly Part[]
      expect(parts.map(([x]) => x.length)).toEqual([info.rows.train, info.rows.validation, info.rows.test])
      const [values, targets] = [floatsOf(files.features), intsOf(files.targets)]
      const order = intsOf(files.order)
      expect(parts.flatMap(([, y]) => y)).toEqual(order.map((row) => targets[row]))
      const { offset, scale } = info.preparation
      const rows = parts.flatMap(([x]) => x)
      for (const [i, row] of order.entries())
        for (const [c, value] of rows[i]!.entries())
          expect(value).toBeCloseTo((values[features * row + c]! - offset[c]!) * scale[c]!, 5)
    },
  )
})
