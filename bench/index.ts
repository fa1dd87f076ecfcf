/** `npm run bench`: our milliseconds per step beside Keras's and tfjs-node's fit on real Fashion-MNIST, from one run whose rounds
 *  take turns. Prints medians and ratios of medians (rival ÷ ours) with 90 % intervals; `--json FILE` writes them too. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareData } from '../electron/engine/data/index.ts'
import { type Contender, startContender } from './contender.ts'
import { type BenchNetwork, benchDocument, NETWORKS, TRAIN_ROWS } from './networks.ts'
import { startOurs } from './ours.ts'
import { writeTrainingRows } from './rows.ts'
import { median, type Ratio, ratioOfMedians } from './statistics.ts'

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, json: { type: 'string' } },
})
const rounds = Number(options.rounds)
const root = process.env.LAYERLOOM_ROOT!

interface Row {
  readonly network: string
  readonly ours: number
  readonly rivals: readonly ({ readonly name: string; readonly median: number } & Ratio)[]
  readonly secondsToFirstPoint: number
  readonly peakBytes: number
}

const data = await prepareData(benchDocument(NETWORKS[0]!, 1).data!, {
  folder: null,
  cache: process.env.LAYERLOOM_CACHE!,
})
const folder = mkdtempSync(join(tmpdir(), 'layerloom-rows-'))
const rows: Row[] = []
try {
  const files = writeTrainingRows(data, folder)
  console.log(
    `${TRAIN_ROWS.toLocaleString('en-US')} training rows of ${data.info.title}, ${rounds} interleaved rounds of one epoch; ${cpus().length} × ${cpus()[0]?.model}`,
  )
  for (const network of NETWORKS) rows.push(await measure(network, files))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
print(rows)
if (options.json)
  writeFileSync(options.json, `${JSON.stringify({ rounds, machine: cpus()[0]?.model, rows }, null, 2)}\n`)

async function measure(network: BenchNetwork, files: { features: string; targets: string }): Promise<Row> {
  const described = JSON.stringify(network)
  const ours = await startOurs(root)
  const rivals: Contender[] = []
  try {
    rivals.push(
      await startContender(
        'tfjs-node LayersModel.fit',
        process.execPath,
        [join(root, 'bench', 'rivals', 'tfjs-fit.mjs'), files.features, files.targets, described],
        { TF_CPP_MIN_LOG_LEVEL: '3' },
      ),
    )
    const python = process.env.LAYERLOOM_KERAS_PYTHON
    if (python)
      rivals.push(
        await startContender(
          'Keras fit',
          python,
          [join(root, 'bench', 'rivals', 'keras_fit.py'), files.features, files.targets, described],
          { KERAS_BACKEND: 'tensorflow', TF_CPP_MIN_LOG_LEVEL: '3' },
        ),
      )
    // The first of the two epochs of a run is its warm-up, as the rivals' first fit was theirs.
    const document = benchDocument(network, 2)
    await ours.train(document)
    const mine: number[] = []
    const first: number[] = []
    const peaks: number[] = []
    const theirs = rivals.map((): number[] => [])
    for (let round = 0; round < rounds; round++) {
      const run = await ours.train(document)
      mine.push(run.millisecondsPerStep)
      first.push(run.secondsToFirstPoint)
      peaks.push(run.peakBytes)
      for (const [i, rival] of rivals.entries()) theirs[i]!.push(await rival.round())
      process.stderr.write(`${network.title}: round ${round + 1} of ${rounds}\n`)
    }
    return {
      network: network.title,
      ours: median(mine),
      rivals: rivals.map((rival, i) => ({
        name: rival.name,
        median: median(theirs[i]!),
        ...ratioOfMedians(theirs[i]!, mine),
      })),
      secondsToFirstPoint: median(first),
      peakBytes: Math.max(...peaks),
    }
  } finally {
    for (const rival of rivals) rival.close()
    await ours.close()
  }
}

function print(all: readonly Row[]): void {
  for (const row of all) {
    console.log(`\n${row.network}`)
    console.log(
      `  Layerloom                  ${row.ours.toFixed(3)} ms/step   first point after ${row.secondsToFirstPoint.toFixed(2)} s, peak memory ${(row.peakBytes / 1024 ** 2).toFixed(0)} MB`,
    )
    for (const r of row.rivals)
      console.log(
        `  ${r.name.padEnd(26)} ${r.median.toFixed(3)} ms/step   ${r.ratio.toFixed(1)} × ours (${r.low.toFixed(1)} to ${r.high.toFixed(1)})`,
      )
  }
}
