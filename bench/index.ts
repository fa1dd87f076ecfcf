/** `npm run bench`: measures the milliseconds per step of Layerloom and of the rivals in interleaved rounds. It prints medians and ratios
 *  of medians (rival ÷ ours) with 90 % intervals. `--json FILE` writes them to a file, `--readme` to the table of the README and to
 *  docs/bench.svg. `--suggestions` compares what is suggested for real tables instead, which `--readme` writes to docs/data.md, and
 *  `--signals-training` measures what signals cost while training, which it writes to docs/engine.md. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareData } from '../electron/engine/data/index.ts'
import { writeChart } from './chart.ts'
import { formatEstimates, measureEstimates } from './estimates.ts'
import { formatIris, measureIris } from './iris.ts'
import { formatMemory, measureMemory } from './memory.ts'
import { type BenchNetwork, benchDocument, NETWORKS } from './networks.ts'
import { startOurEngine } from './our-engine.ts'
import { formatPredicting, measurePredicting } from './predicting.ts'
import { compareVersions, formatComparison } from './previous-version.ts'
import { startProducts } from './products.ts'
import { formatRow, type Row, replaceMarked, writeReadme } from './report.ts'
import { startRivals } from './rivals.ts'
import { writeTask } from './rows.ts'
import { formatSignals, measureSignals } from './signals.ts'
import { formatSignalsCost, measureSignalsCost } from './signals-training.ts'
import { median, ratioOfMedians } from './statistics.ts'
import { measureSuggestions } from './suggestions/index.ts'
import { formatSuggestions } from './suggestions/report.ts'
import { formatTableReading, measureTableReading, readOnce } from './table-reading.ts'
import { formatCurves, measureCurves } from './window/curves.ts'
import { formatWindow, measureWindow } from './window/index.ts'
import { formatCost, measureTrainingCost } from './window/training.ts'

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    rounds: { type: 'string', default: '15' },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
    readme: { type: 'boolean', default: false },
    // Measurements besides the networks. --no-iris skips one of them.
    iris: { type: 'boolean', default: true },
    memory: { type: 'boolean', default: true },
    estimates: { type: 'boolean', default: true },
    window: { type: 'boolean', default: true },
    watched: { type: 'boolean', default: true },
    // The folder of another version, built: only the comparison with it is measured.
    previous: { type: 'string' },
    // Only the reading of tables is measured, with this number of rows.
    tables: { type: 'boolean', default: false },
    'table-rows': { type: 'string', default: '1000000' },
    // Only the prediction of a file is measured, with that number of rows.
    predicting: { type: 'boolean', default: false },
    // Only the curves of runs are measured, beside uPlot alone.
    curves: { type: 'boolean', default: false },
    // Only the signals of drawn networks are measured.
    signals: { type: 'boolean', default: false },
    // Only the cost of signals while training is measured.
    'signals-training': { type: 'boolean', default: false },
    // A reading of one table, in a process of its own.
    'read-table': { type: 'string' },
    // Only the suggestions for real tables are compared with preparation by hand.
    suggestions: { type: 'boolean', default: false },
    // The file that keeps their scores: tables that it has are not measured again.
    scores: { type: 'string' },
  },
})
const rounds = Number(options.rounds)
const root = process.env.LAYERLOOM_ROOT!
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`

if (options['read-table'] !== undefined) {
  await readOnce(options['read-table'])
  process.exit(0)
}
if (options.tables) {
  console.log(`${rounds} turns, ours ÷ pandas; ${machine}`)
  await measureTableReading(process.argv[1]!, Number(options['table-rows']), rounds, (result) =>
    console.log(formatTableReading(result)),
  )
  process.exit(0)
}
if (options.predicting) {
  console.log(`${rounds} turns; ${machine}`)
  console.log(formatPredicting(await measurePredicting(root, Number(options['table-rows']), rounds)))
  process.exit(0)
}
if (options.signals) {
  console.log(`${rounds} edits; ${machine}`)
  const signals = await measureSignals(root, rounds, (time) => console.log(formatSignals(time)))
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ machine, rounds, signals }, null, 2)}\n`)
  process.exit(0)
}
if (options['signals-training']) {
  const cost = await measureSignalsCost(root, rounds)
  const text = formatSignalsCost(cost)
  console.log(text)
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ machine, cost }, null, 2)}\n`)
  if (options.readme)
    replaceMarked(join(root, 'docs', 'engine.md'), 'signals-training', `${text} (${machine})`)
  process.exit(0)
}
if (options.curves) {
  const curves = await measureCurves(root, rounds)
  console.log(`${machine}\n${curves ? formatCurves(curves) : 'Chromium is not installed.'}`)
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ machine, curves }, null, 2)}\n`)
  process.exit(0)
}
if (options.previous !== undefined) {
  console.log(`${rounds} turns, this version ÷ the previous one; ${machine}`)
  for (const row of await compareVersions(root, resolve(options.previous), rounds))
    console.log(formatComparison(row))
  process.exit(0)
}

if (options.suggestions) {
  const scores = await measureSuggestions(root, options.only, options.scores ?? null)
  const text = formatSuggestions(scores)
  console.log(text)
  if (options.json) writeFileSync(options.json, `${JSON.stringify(scores, null, 2)}\n`)
  if (options.readme) replaceMarked(join(root, 'docs', 'data.md'), 'suggestions', text)
  process.exit(0)
}

const networks = NETWORKS.filter(({ title }) => title.includes(options.only))
const rows: Row[] = []
console.log(`${rounds} interleaved rounds of one epoch; ${machine}`)
for (const network of networks) {
  const row = await measure(network)
  rows.push(row)
  console.log(formatRow(row))
}
const iris = options.iris ? await runIris() : null
if (options.iris) console.log(`\n${formatIris(iris)}`)
const memory = options.memory ? await measureMemory(root) : null
if (options.memory) console.log(`\n${formatMemory(memory)}`)
const estimates = options.estimates ? await measureEstimates(root) : []
if (options.estimates) console.log(`\n${formatEstimates(estimates)}`)
const window = options.window ? await measureWindow(root) : null
if (window) console.log(`\n${formatWindow(window)}`)
const curves = options.window ? await measureCurves(root, Math.min(rounds, 5)) : null
if (curves) console.log(formatCurves(curves))
const watched = options.watched ? await measureTrainingCost(root, rounds) : null
if (watched) console.log(formatCost(watched))
if (options.json)
  writeFileSync(
    options.json,
    `${JSON.stringify({ rounds, machine, rows, iris, memory, estimates, window, curves, watched }, null, 2)}\n`,
  )
if (options.readme) {
  writeReadme(join(root, 'README.md'), { rounds, machine, rows })
  writeChart(join(root, 'docs', 'bench.svg'), { rounds, machine, rows })
}

async function runIris() {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-bench-'))
  try {
    return await measureIris(root, Math.min(rounds, 5), folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(network: BenchNetwork): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-bench-'))
  // The first of the two epochs of a run is its warm-up, like the first epoch of each rival.
  const document = benchDocument(network, 2, folder)
  const data = await prepareData(document.data!, { folder: null, cache: process.env.LAYERLOOM_CACHE! })
  const ours = await startOurEngine(root)
  try {
    const rivals = await startRivals(root, writeTask(data, network, folder))
    try {
      await ours.train(document)
      const ourTimes = { step: [] as number[], first: [] as number[], peak: [] as number[] }
      const rivalTimes = rivals.map((): number[] => [])
      const products = network.productSizes
        ? startProducts(network.productSizes, network.batch, data.info.rows.train, data.info.dtype)
        : null
      const productTimes: number[] = []
      for (let round = 0; round < rounds; round++) {
        const run = await ours.train(document)
        ourTimes.step.push(run.millisecondsPerStep)
        ourTimes.first.push(run.secondsToFirstPoint)
        ourTimes.peak.push(run.peakBytes)
        if (products) productTimes.push(products.round())
        for (const [i, rival] of rivals.entries()) rivalTimes[i]!.push(await rival.round())
        process.stderr.write(`${network.title}: round ${round + 1} of ${rounds}\n`)
      }
      products?.close()
      return {
        network: network.title,
        ours: median(ourTimes.step),
        rivals: rivals.map(({ name }, i) => ({
          name,
          median: median(rivalTimes[i]!),
          ...ratioOfMedians(rivalTimes[i]!, ourTimes.step),
        })),
        products: products
          ? { median: median(productTimes), ...ratioOfMedians(ourTimes.step, productTimes) }
          : null,
        secondsToFirstPoint: median(ourTimes.first),
        peakBytes: Math.max(...ourTimes.peak),
      }
    } finally {
      for (const rival of rivals) rival.close()
    }
  } finally {
    await ours.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
