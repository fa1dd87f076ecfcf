/** Signals of a drawn network in a real engine: with data, without, with errors, replaced, and after the process has ended. */
import { expect, it } from 'vitest'
import type { SignalsQuery } from '../../../shared/ipc/contract/index.ts'
import type { Signals } from '../../../shared/signals/signals.ts'
import {
  buildEngine,
  documentText,
  startEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()
const cache = temporaryCache()
const table = writeTable(temporaryFolder(), 300, 4)
const text = documentText({ features: 4, hidden: [8, 8], path: table, training: { seed: 3 } })
const query: SignalsQuery = { slot: 'a', document: text, folder: null, file: null, draw: 0 }
const edited = (edit: (document: ReturnType<typeof JSON.parse>) => void): SignalsQuery => {
  const document = JSON.parse(text)
  edit(document)
  return { ...query, document: JSON.stringify(document) }
}
const figuresOf = ({ milliseconds: _, ...figures }: Signals) => figures

it('computes the signals of training rows, the same again, and others for another draw', async () => {
  const { calls } = startEngine({ cache })
  const signals = await calls.signals(query)
  expect(signals).toMatchObject({ source: 'data', rows: 210, problems: [] })
  expect(signals.calls.map(({ node, gradients }) => [node, gradients !== null])).toEqual([
    ['input', false],
    ['dense_0', true],
    ['dense_1', true],
    ['last', true],
    ['output', true],
  ])
  expect(signals.weights.map(({ layer, weight }) => `${layer}/${weight}`)).toHaveLength(6)
  expect(signals.weights.every(({ gradientNorm, updateNorm }) => gradientNorm! > 0 && updateNorm! > 0)).toBe(
    true,
  )
  expect(signals.loss).toBeGreaterThan(0.5)
  expect(figuresOf(await calls.signals(query))).toEqual(figuresOf(signals))
  const other = await calls.signals({ ...query, draw: 1 })
  expect(other.weights[0]!.norm).not.toBe(signals.weights[0]!.norm)
  expect(other.calls[0]!.outputs.deviation).toEqual(signals.calls[0]!.outputs.deviation)
})

it('draws rows for a network without data', async () => {
  const { calls } = startEngine({ cache })
  const signals = await calls.signals(edited((document) => delete document.data))
  expect(signals).toMatchObject({ source: 'random', rows: 256, problems: [] })
  expect(signals.calls[0]!.outputs.mean).toBeCloseTo(0, 1)
  expect(signals.calls[0]!.outputs.deviation).toBeCloseTo(1, 1)
})

it('shows the sound part of a network with errors, and says what is missing', async () => {
  const { calls } = startEngine({ cache })
  const signals = await calls.signals(edited(({ networks }) => delete networks.main.edges['dense_1->last']))
  expect(signals.calls.map(({ node }) => node)).toEqual(['input', 'dense_0', 'dense_1'])
  expect(signals.calls.every(({ gradients }) => gradients === null)).toBe(true)
  expect(signals).toMatchObject({ loss: null, axes: { gradients: null }, problems: [{ node: 'last' }] })
})

it('rejects what a newer query of the slot replaces, and answers other slots', async () => {
  const { calls } = startEngine({ cache })
  const [first, second, other] = await Promise.allSettled([
    calls.signals(query),
    calls.signals({ ...query, draw: 2 }),
    calls.signals({ ...query, slot: 'b', draw: 3 }),
  ])
  expect(first).toMatchObject({ reason: { problems: [{ code: 'signals_replaced' }] } })
  expect([second, other].map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
})

it('ends what is computed when the client does not need it, and begins again', async () => {
  const { calls } = startEngine({ cache })
  const [computed] = await Promise.allSettled([calls.signals(query), calls.endSignals()])
  expect(computed).toMatchObject({ reason: { problems: [{ code: 'signals_ended' }] } })
  expect((await calls.signals(query)).rows).toBe(210)
})

it('lets a terminal name other data, and no window', async () => {
  const other = writeTable(temporaryFolder(), 40, 4)
  const { calls } = startEngine({ cache })
  expect(await calls.signals({ ...query, data: other })).toMatchObject({ source: 'data', rows: 28 })
  const window = startEngine({ cache, kind: 'window' })
  await expect(window.calls.signals({ ...query, data: other })).rejects.toThrow('command line')
})
