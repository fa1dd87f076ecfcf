/** Every kind of data file, from the drop to the program: looked at, accepted, trained, exported, and run in real Keras. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { prepareData } from '../../electron/engine/data/index.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { type KerasProcess, spawnKeras } from '../support/keras-process.ts'
import { firstDifference, type ProgramRows } from '../support/prepared-rows.ts'
import { byKeyboard, byMouse } from './driver/hands.ts'
import { SOURCE_FILES } from './driver/source-files.ts'
import { test as base, expect } from './driver/test.ts'

type Ask = (...requests: readonly object[]) => Promise<readonly unknown[]>

/** One Python with Keras for the tests of a worker. */
const test = base.extend<object, { readonly askKeras: Ask }>({
  askKeras: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      let keras: KerasProcess | null = null
      await use(async (...requests) => {
        keras ??= spawnKeras(() => {
          keras = null
        })
        if (!keras) throw new Error('There is no Keras: npm test installs it, or set LAYERLOOM_KERAS_PYTHON.')
        const { answers, error } = JSON.parse(await keras.ask(JSON.stringify(requests)))
        if (!answers) throw new Error(`Keras failed:\n${error}`)
        return answers
      })
      ;(keras as KerasProcess | null)?.child.kill()
    },
    { scope: 'worker' },
  ],
})

interface ProgramResult {
  readonly rows: { readonly [part: string]: number }
  readonly history: { readonly [series: string]: readonly number[] }
}

for (const [by, handsOf] of [
  ['mouse', byMouse],
  ['keyboard', byKeyboard],
] as const)
  for (const source of SOURCE_FILES)
    test(`${source.name}, by ${by}`, async ({ app, host, askKeras }) => {
      const { page, folders } = host
      const hands = handsOf(app, host)
      const names = await source.write(folders.documents)
      const paths = names.map((name) => join(folders.documents, name))
      await host.resize(1440, 900)
      await hands.newDocument()
      await hands.take(paths, source.kind)
      if (source.refusal) {
        await expect(page.getByRole('alert').filter({ hasText: source.refusal }).first()).toBeVisible()
        await hands.expectReadyForMore()
        return
      }
      if (source.kind === 'table') {
        await app.expectTable(source.rows, 4).expectRole('kind', 'target')
        await hands.select('colour')
        await app.expectSelectedColumn('colour')
        await hands.press('Use suggestions')
        await app.expectSuggestions(false)
      } else {
        await hands.press('Draw a network for the data')
      }
      const shown = await app.rowsOfParts()
      await hands.train()
      await app.expectStatus(/finished/i)

      const [program, saved] = [join(folders.documents, 'plants.py'), join(folders.documents, 'plants.loom')]
      await hands.saveProgram(program)
      await hands.saveDocument(saved)
      await expect.poll(() => existsSync(program) && existsSync(saved)).toBe(true)
      const { data } = parseDocument(readFileSync(saved, 'utf8'))
      const prepared = await prepareData(data!, {
        folder: folders.documents,
        cache: process.env.LAYERLOOM_CACHE!,
      })
      expect(prepared.info.rows).toEqual(shown)
      const code = readFileSync(program, 'utf8')
      const head = [program, code.slice(0, code.indexOf('\nmodel = '))]
      const [rows, { rows: counts, history }] = (await askKeras(
        { kind: 'prepared', programs: source.kind === 'table' ? [head] : [] },
        // The program finds its file from any folder.
        { kind: 'run', path: program, arguments: [], folder: folders.home, epochs: 2 },
      )) as readonly [readonly ProgramRows[], ProgramResult]
      for (const each of rows) {
        expect(each.error).toBeUndefined()
        expect(firstDifference(prepared, each)).toBeNull()
      }
      expect(counts).toEqual({ x_train: shown.train, x_val: shown.validation, x_test: shown.test })
      expect(history.loss).toHaveLength(2)
      expect(history.val_loss!.every(Number.isFinite)).toBe(true)
    })

test('the sample, by keyboard', async ({ app, host, askKeras }) => {
  const { folders } = host
  const hands = byKeyboard(app, host)
  await host.resize(1440, 900)
  await hands.newDocument()
  await hands.takeSample()
  await hands.press('Draw a network for the data')
  const shown = await app.rowsOfParts()
  await hands.train()
  await app.key('F7').expectEpochs(1)
  await app.key('Control+.').expectState('stopped')
  const program = join(folders.documents, 'clothes.py')
  await hands.saveProgram(program)
  await expect.poll(() => existsSync(program)).toBe(true)
  const files = join(process.env.LAYERLOOM_CACHE!, 'data', 'fashion-mnist')
  const [run] = await askKeras({
    kind: 'run',
    path: program,
    arguments: ['--data', files],
    folder: folders.home,
    epochs: 1,
  })
  const { rows, history } = run as ProgramResult
  expect(rows).toEqual({ x_train: shown.train, x_val: shown.validation, x_test: shown.test })
  expect(history.val_accuracy![0]).toBeGreaterThan(0.6)
})
