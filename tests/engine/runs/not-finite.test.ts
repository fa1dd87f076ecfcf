/** A loss that is not finite: the run ends at the last valid state and reports step and layer. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkpointsIn, readCheckpoint } from '../../../electron/engine/run-folder/checkpoint-file.ts'
import { LAST } from '../../../electron/engine/run-folder/run-files.ts'
import { readWeights } from '../../../electron/engine/run-folder/weights-file.ts'
import { buildEngine, documentText, startEngine, temporaryCache, temporaryFolder } from '../support.ts'

buildEngine()
const folder = temporaryFolder()
const cache = temporaryCache()

/** Writes a table with an unbounded numeric target. */
function table(name: string, target: (row: number) => number): string {
  const rows = Array.from({ length: 160 }, (_, i) => [Math.sin(i), Math.cos(3 * i), target(i)].join())
  const path = join(folder, `${name}.csv`)
  writeFileSync(path, ['a,b,t', ...rows].join('\n'))
  return path
}
function document(path: string, rate: number): string {
  const json = JSON.parse(
    documentText({
      features: 2,
      path,
      hidden: [4],
      output: { loss: 'mean_squared_error', metrics: [] },
      split: { validation: 0, test: 0, stratify: false },
      training: { epochs: 5, optimizer: { type: 'sgd', learning_rate: rate } },
    }),
  )
  json.data.source = { type: 'csv', path, target: 't', task: 'number' }
  json.networks.main.layers.last.props = { units: 1 }
  return JSON.stringify(json)
}
async function trainToFailure(kind: string, chunk: number, text: string, name: string) {
  const engine = startEngine({ env: { LAYERLOOM_EXECUTOR: kind, LAYERLOOM_CHUNK: String(chunk) }, cache })
  const out = join(folder, `${name}-${kind}-${chunk}`)
  await engine.calls.train({ document: text, folder: null, out })
  const result = await engine.finished()
  expect(result.state).toBe('failed')
  const [name_] = checkpointsIn(out)
  const last = existsSync(join(out, LAST)) ? readWeights(join(out, LAST)).weights : null
  return {
    message: result.problems[0]!.message.en,
    problem: result.problems[0]!,
    checkpoint: name_ ? readCheckpoint(out, name_) : null,
    last,
  }
}
const finite = (values: Float32Array) => values.every(Number.isFinite)

describe('a loss that is not finite', () => {
  for (const kind of ['graph', 'xla'])
    it(`reports the same step and layer for any chunk, and keeps the state before it: ${kind}`, async () => {
      const text = document(
        table('steep', (i) => 5 * Math.sin(i)),
        30,
      )
      const first = await trainToFailure(kind, 10, text, 'steep')
      expect(first.message).toMatch(
        /in epoch \d+, step \d+\. (The output of|One step earlier|The previous step|The outputs)/,
      )
      expect(first.last).not.toBeNull()
      for (const { values } of first.last!.values()) expect(finite(values)).toBe(true)
      expect(first.checkpoint!.head.step).toBeGreaterThan(0)
      const other = await trainToFailure(kind, 4, text, 'steep')
      expect(other.message.split('. ').slice(0, 1)).toEqual(first.message.split('. ').slice(0, 1))
    })

  it.each(['graph', 'xla', 'portable'])(
    'caused by an index outside an Embedding, which is reported: %s',
    async (kind) => {
      const json = JSON.parse(
        document(
          table('words', (i) => i),
          0.01,
        ),
      )
      const { layers, nodes, edges } = json.networks.main
      const position = { x: 0, y: 0 }
      layers.words = { type: 'Embedding', props: { input_dim: 1, output_dim: 2 } }
      layers.flat = { type: 'Flatten' }
      for (const id of ['words', 'flat']) nodes[id] = { kind: 'layer', layer: id, position }
      const [id, edge] = Object.entries<{ from: string; to: string }>(edges).find(
        ([, e]) => e.from === 'input',
      )!
      edges[id] = { from: 'input', to: 'words' }
      edges.words_flat = { from: 'words', to: 'flat' }
      edges.flat_next = { from: 'flat', to: edge.to }
      // Standardized values are also below −1 and above 1.
      const { message } = await trainToFailure(kind, 5, JSON.stringify(json), 'words')
      expect(message).toMatch(/^The loss became NaN or infinite in epoch 1, step 1\. The output of embedding/)
    },
  )

  it('at a learning rate of 1e30', async () => {
    const { message, problem } = await trainToFailure(
      'graph',
      10,
      document(
        table('rate', (i) => Math.sin(i)),
        1e30,
      ),
      'rate',
    )
    expect(message).toContain('learning_rate (now 1e+30)')
    expect(problem.node).not.toBeNull()
  })

  it('in the loss alone', async () => {
    const { message, problem } = await trainToFailure(
      'graph',
      10,
      document(
        table('large', () => 1e25),
        0.01,
      ),
      'large',
    )
    expect(message).toContain('epoch 1, step 1. The outputs of all layers are finite, but the loss is not.')
    expect(problem.node).toBeNull()
  })

  it('caused by the update of the previous step, whose loss was finite', async () => {
    const text = document(
      table('update', () => 1e15),
      1e30,
    )
    const { message, problem, last } = await trainToFailure('graph', 10, text, 'update')
    expect(message).toMatch(/epoch 1, step 2\. The previous step made the weights of dense\w* too large/)
    expect(problem.node).not.toBeNull()
    for (const { values } of last!.values()) expect(finite(values)).toBe(true)
  })
})
