/** Compares the estimate before a training with the run. The estimate of seconds per epoch and memory is measured on a few batches. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from '../shared/document/file.ts'
import type { TrialResult } from '../shared/ipc/contract/index.ts'
import { startOurEngine } from './our-engine.ts'

/** The approximate duration of a run, in seconds. */
const RUN_SECONDS = 8

export interface Estimate {
  readonly example: string
  readonly secondsPerEpoch: { readonly told: number; readonly real: number }
  readonly bytes: { readonly told: number; readonly real: number }
}

/** Measures every example on its own data. */
export async function measureEstimates(root: string): Promise<Estimate[]> {
  const examples = join(root, 'assets', 'examples')
  const estimates: Estimate[] = []
  const ours = await startOurEngine(root)
  try {
    for (const name of readdirSync(examples).filter((file) => file.endsWith('.loom'))) {
      const example = parseDocument(readFileSync(join(examples, name), 'utf8'))
      // Early stopping would end some runs before they are measured.
      const document = { ...example, training: { ...example.training, callbacks: [] } }
      const cost = (await ours.trial('cost', document, examples)) as Extract<TrialResult, { kind: 'cost' }>
      const epochs = Math.max(3, Math.min(20_000, Math.round(RUN_SECONDS / cost.secondsPerEpoch)))
      const epochEnds: { readonly at: number; readonly epoch: number }[] = []
      const run = await ours.train(
        { ...document, training: { ...document.training, epochs } },
        (ended) => epochEnds.push({ at: performance.now(), epoch: ended.at(-1)!.epoch }),
        examples,
      )
      // The first epoch includes the compilation.
      const [first, last] = [epochEnds[0]!, epochEnds.at(-1)!]
      const real = (last.at - first.at) / 1000 / (last.epoch - first.epoch)
      estimates.push({
        example: example.name,
        secondsPerEpoch: { told: cost.secondsPerEpoch, real },
        bytes: { told: cost.bytes, real: run.peakBytes },
      })
    }
  } finally {
    await ours.close()
  }
  return estimates
}

const deviation = ({ told, real }: { readonly told: number; readonly real: number }): string =>
  `${told >= real ? '+' : '−'}${Math.abs((told / real - 1) * 100).toFixed(0)} %`

export const formatEstimates = (estimates: readonly Estimate[]): string =>
  [
    'estimates before a training, compared with the run',
    ...estimates.map(({ example, secondsPerEpoch: s, bytes: b }) => {
      const mb = (n: number) => `${(n / 1024 ** 2).toFixed(0)} MB`
      return `  ${example.padEnd(40)} ${s.told.toPrecision(3)} s per epoch, measured ${s.real.toPrecision(3)} (${deviation(s)}); ${mb(b.told)}, measured ${mb(b.real)} (${deviation(b)})`
    }),
  ].join('\n')
