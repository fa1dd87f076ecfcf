/** Compares the decisions and the files of our callbacks with those of the real Keras. TensorFlow reads our event files. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tensorBoardFiles } from '../../electron/engine/worker/callback-files/tensor-board-files.ts'
import { csvColumns, csvLine, csvRow } from '../../shared/catalog/callbacks/csv-logger.ts'
import { fillTemplate } from '../../shared/catalog/callbacks/model-checkpoint.ts'
import {
  initialPlateau,
  reduceLrOnPlateau,
  updatePlateau,
} from '../../shared/catalog/callbacks/reduce-lr-on-plateau.ts'
import { readProps } from '../../shared/fields/index.ts'
import { goldenAnswers } from '../support/golden.ts'
import { askKeras, describeKeras } from '../support/keras.ts'
import { streamOf } from '../support/random-arrays.ts'

const falling = [1, 0.9, 0.8, 0.85, 0.84, 0.7, 0.71, 0.72, 0.73, 0.74, 0.6, 0.61, 0.62, 0.63]
const plateaus = [
  { name: 'patience 2', options: { monitor: 'val_loss', patience: 2 }, rate: 0.1, logs: falling },
  {
    name: 'patience 0',
    options: { monitor: 'val_loss', patience: 0, factor: 0.5 },
    rate: 0.1,
    logs: falling,
  },
  {
    name: 'rests',
    options: { monitor: 'val_loss', patience: 1, factor: 0.5, cooldown: 2 },
    rate: 0.1,
    logs: falling,
  },
  {
    name: 'not below min_lr',
    options: { monitor: 'val_loss', patience: 1, factor: 0.2, min_lr: 0.01 },
    rate: 0.1,
    logs: falling,
  },
  {
    name: 'accuracy grows',
    options: { monitor: 'val_accuracy', patience: 1, factor: 0.3, mode: 'max' },
    rate: 0.1,
    logs: falling.map((v) => 1 - v),
  },
  {
    name: 'epochs without the figure',
    options: { monitor: 'val_loss', patience: 1 },
    rate: 0.1,
    logs: [null, 1, 1, null, 1],
  },
  ...Array.from({ length: 12 }, (_, i) => {
    const stream = streamOf(300 + i)
    return {
      name: `random ${i}`,
      options: {
        monitor: 'val_loss',
        patience: stream.uniformInt(4),
        factor: [0.1, 0.5, 0.9][stream.uniformInt(3)],
        cooldown: stream.uniformInt(3),
        min_delta: [0, 0.05][stream.uniformInt(2)],
        min_lr: [0, 0.001][stream.uniformInt(2)],
      },
      rate: 0.02,
      logs: Array.from({ length: 25 }, () => stream.uniform()),
    }
  }),
]

describeKeras('ReduceLROnPlateau', () => {
  const answers = goldenAnswers<readonly number[]>(
    'plateau',
    plateaus.map((c) => ({ name: c.name, request: { kind: 'plateau', ...c } })),
  )
  test.each(plateaus)('$name', ({ name, options, rate, logs }) => {
    const { props, problems } = readProps(reduceLrOnPlateau.fields, options)
    expect(problems).toEqual([])
    let state = initialPlateau
    let learningRate = Math.fround(rate)
    const rates = logs.map((value) => {
      const next = updatePlateau(state, props, value ?? undefined, learningRate)
      state = next.state
      learningRate = next.rate
      return learningRate
    })
    expect(rates).toEqual(answers.saved(name).map(Math.fround))
  })
  test.each(answers.refreshed)('Keras still gives the stored answer: %s', async (name) => {
    expect(await answers.fresh(name)).toEqual(answers.saved(name))
  })
})

const epochLogs = [
  [
    { loss: 0.5, accuracy: 0.75, val_loss: 0.25, val_accuracy: 0.875 },
    { loss: 0.25, accuracy: 0.8125, val_loss: 0.125, val_accuracy: 1 },
  ],
  [
    { loss: 0.5, mean_absolute_error: 2.5 },
    { loss: 0.125, mean_absolute_error: 1.5 },
  ],
]

describeKeras('Files of callbacks', () => {
  test('a CSV file is equal to the one that Keras writes', async () => {
    const requests = epochLogs.flatMap((logs) =>
      [',', ';'].map((separator) => ({ kind: 'csv_log', name: separator, options: { separator }, logs })),
    )
    const texts = await askKeras(requests)
    for (const [i, { logs, name: separator }] of requests.entries()) {
      const columns = csvColumns(Object.keys(logs[0]!))
      const rows = logs.map((figures, epoch) => csvRow(epoch, columns, figures, separator))
      const ours = csvLine(['epoch', ...columns], separator) + rows.join('')
      // Python writes 1.0 where we write 1.
      expect(ours).toBe((texts[i] as string).replaceAll(`.0${separator}`, separator).replaceAll('.0\r', '\r'))
    }
  })

  test('TensorFlow reads the event files for TensorBoard', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'layerloom-events-'))
    try {
      const write = tensorBoardFiles(folder, { log_dir: '../up/logs', write_steps_per_second: true }, 0)
      const figures = { loss: 0.5, val_loss: 0, accuracy: Number.NaN, val_accuracy: 1 }
      for (const epoch of [0, 1]) write({ epoch, values: figures, learningRate: 0.125, stepsPerSecond: 64 })
      const writeResumed = tensorBoardFiles(folder, { log_dir: 'again', write_steps_per_second: false }, 1)
      writeResumed({ epoch: 1, values: { loss: 0.25 }, learningRate: 0.0625, stepsPerSecond: 64 })
      expect(readdirSync(folder).sort()).toEqual(['again', 'logs'])
      const fileIn = (...path: string[]) => {
        const [file, ...more] = readdirSync(join(folder, ...path))
        expect(more).toEqual([])
        return join(folder, ...path, file!)
      }
      const paths = [fileIn('logs', 'train'), fileIn('logs', 'validation'), fileIn('again', 'train')]
      const [train, validation, resumed] = await askKeras(paths.map((path) => ({ kind: 'events', path })))
      const epoch = (n: number) => [
        [n, 'epoch_loss', 0.5],
        [n, 'epoch_accuracy', 'nan'],
        [n, 'epoch_learning_rate', 0.125],
        [n, 'epoch_steps_per_second', 64],
      ]
      expect(train).toEqual([...epoch(0), ...epoch(1)])
      expect(validation).toEqual(
        [0, 1].flatMap((n) => [
          [n, 'epoch_loss', 0],
          [n, 'epoch_accuracy', 1],
        ]),
      )
      expect(resumed).toEqual([
        [1, 'restart'],
        [1, 'epoch_loss', 0.25],
        [1, 'epoch_learning_rate', 0.0625],
      ])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('file names are formatted as Python does', async () => {
    const templates = [
      'a.keras',
      '{epoch}.keras',
      '{epoch:02d}-{val_loss:.2f}',
      '{loss:8.3e}',
      '{loss:.3}',
      '{loss:06.1f}',
    ]
    const figures = { epoch: 7, loss: 0.12345678, val_loss: 12.345 }
    const [expected] = await askKeras([{ kind: 'formatted', templates, figures }])
    expect(templates.map((t) => fillTemplate(t, figures))).toEqual(
      (expected as string[]).map((text) => text.replace(/e([+-])0(\d)/, 'e$1$2')),
    )
  })
})
