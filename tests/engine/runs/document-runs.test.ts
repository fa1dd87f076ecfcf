/** Runs are found by the document from which they were started. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { documentRuns } from '../../../electron/engine/runs/document-runs.ts'
import type { RunRecord } from '../../../electron/engine/runs/record-schema.ts'
import { runIndex } from '../../../electron/engine/runs/run-index.ts'
import { lockRun } from '../../../electron/engine/runs/run-lock.ts'
import type { RunOwner } from '../../../shared/ipc/contract/index.ts'
import { idOf, recordOf } from './run-records.ts'

function temporary(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'layerloom-document-runs-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function write(runs: string, n: number, owner: RunOwner | null, changes: object = {}): string {
  const folder = join(runs, `2026-01-01-${String(n).padStart(6, '0')}-run`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'run.json'), JSON.stringify(recordOf(n, owner, changes), null, 2))
  return folder
}
const line = (epoch: number) =>
  `${JSON.stringify({ epoch, loss: 1 / epoch, accuracy: 0.5, val_loss: null, val_accuracy: 0.4, learning_rate: 0.1, ms_per_step: 2, best: epoch === 1 })}\n`

function openRuns(runs: string) {
  const faults: string[] = []
  const live = new Set<string>()
  const adopted: string[] = []
  const of = documentRuns(
    runIndex(runs),
    (run) => {
      adopted.push(run)
      return live.has(run)
    },
    (run) => live.has(run),
    (fault) => faults.push(fault),
  )
  const ids = async (path: string | null, draft: string | null = null) =>
    (await of.runsOf(path, draft, 200)).runs.map(({ info }) => info.run)
  return { of, ids, faults, live, adopted }
}
const DRAFT = 'abcdef0123456789'

describe('the runs of a document', () => {
  it('are found by its real path only, newest first', async () => {
    const folder = temporary()
    const runs = join(folder, 'runs')
    const path = join(folder, 'net.loom')
    writeFileSync(path, '{}')
    symlinkSync(path, join(folder, 'link.loom'))
    for (const n of [1, 3, 2]) write(runs, n, { path })
    write(runs, 4, { path: join(folder, 'other.loom') })
    write(runs, 5, { draft: DRAFT })
    write(runs, 6, null)
    const { ids, of } = openRuns(runs)
    expect(await ids(path)).toEqual([3, 2, 1].map(idOf))
    expect(await ids(join(folder, 'link.loom'))).toEqual([3, 2, 1].map(idOf))
    expect(await ids(join(folder, 'new.loom'))).toEqual([])
    expect(await ids(null, DRAFT)).toEqual([idOf(5)])
    expect(await ids(null, null)).toEqual([])
    const [first] = (await of.runsOf(path, null, 200)).runs
    expect(first).toMatchObject({
      info: { name: 'run 3', stepsPerEpoch: 10, hasValidation: true, owner: { path } },
      result: { state: 'finished', bestEpoch: 1, folder: join(runs, '2026-01-01-000003-run') },
      epochsDone: 2,
    })
  })

  it('of a draft become those of the file to which it is saved', async () => {
    const folder = temporary()
    const runs = join(folder, 'runs')
    const path = join(folder, 'net.loom')
    writeFileSync(path, '{}')
    const places = [write(runs, 1, { draft: DRAFT }), write(runs, 2, { draft: DRAFT })]
    write(runs, 3, { draft: 'b'.repeat(16) })
    const { ids, adopted } = openRuns(runs)
    expect(await ids(path, DRAFT)).toEqual([idOf(2), idOf(1)])
    expect(adopted).toHaveLength(2)
    for (const place of places) {
      const record = JSON.parse(readFileSync(join(place, 'run.json'), 'utf8')) as RunRecord
      expect(record.owner).toEqual({ path })
      expect(existsSync(join(place, 'run.lock.1'))).toBe(false)
    }
    expect(await openRuns(runs).ids(path)).toEqual([idOf(2), idOf(1)])
    expect(await ids(null, DRAFT)).toEqual([])
  })

  it('follow a moved file, and stay with a copied one', async () => {
    const folder = temporary()
    const runs = join(folder, 'runs')
    const [before, after] = [join(folder, 'a.loom'), join(folder, 'b.loom')]
    writeFileSync(before, '{}')
    write(runs, 1, { path: before })
    const { of, ids } = openRuns(runs)
    cpSync(before, after)
    expect(await ids(after)).toEqual([])
    await expect(of.move(before, after)).rejects.toThrow(/still exists/)
    renameSync(before, after)
    expect((await of.documents()).documents).toMatchObject([
      { owner: { path: before }, name: 'run 1', runs: 1, missing: true },
    ])
    await of.move(before, after)
    expect(await ids(after)).toEqual([idOf(1)])
    expect(await ids(before)).toEqual([])
  })

  it('check the existence of a document once, for any number of runs', async () => {
    const folder = temporary()
    const runs = join(folder, 'runs')
    const path = join(folder, 'gone.loom')
    for (let n = 1; n <= 5; n++) write(runs, n, { path })
    const checkedPaths: string[] = []
    const mayExist = (each: string) => checkedPaths.push(each) < 0
    const of = documentRuns(
      runIndex(runs),
      () => false,
      () => false,
      () => {},
      mayExist,
    )
    expect((await of.documents()).documents).toMatchObject([{ name: 'run 5', runs: 5, missing: true }])
    expect(checkedPaths).toEqual([path])
  })

  it('exclude runs in progress, here or elsewhere, and show interrupted runs as failed', async () => {
    const folder = temporary()
    const runs = join(folder, 'runs')
    const path = join(folder, 'net.loom')
    write(runs, 1, { path }, { state: 'training' })
    const busy = write(runs, 2, { path }, { state: 'training' })
    const lost = write(runs, 3, { path }, { state: 'training', reason: null, finished: null })
    const lock = lockRun(busy)
    onTestFinished(() => lock.release())
    const { of, live } = openRuns(runs)
    live.add(idOf(1))
    const { runs: listedRuns, busy: isBusy } = await of.runsOf(path, null, 200)
    expect(isBusy).toBe(true)
    expect(listedRuns).toMatchObject([
      { info: { state: 'failed' }, result: { state: 'failed', folder: lost } },
    ])
    expect(listedRuns[0]!.result.reason.en).toContain('engine ended')
  })

  it('are opened with their epochs, up to a damaged line', async () => {
    const folder = temporary()
    const runs = join(folder, 'runs')
    const path = join(folder, 'net.loom')
    const place = write(runs, 1, { path })
    writeFileSync(join(place, 'metrics.ndjson'), `${line(1)}${line(2)}nonsense\n${line(3)}`)
    const { of } = openRuns(runs)
    await expect(of.open(idOf(1))).rejects.toThrow(/no readable run/)
    await of.runsOf(path, null, 200)
    const snapshot = await of.open(idOf(1))
    expect(snapshot.info).toMatchObject({ patience: 4, monitor: 'val_loss', owner: { path } })
    expect(snapshot.epochEnds.map((end) => end.train[0])).toEqual([1, 0.5])
    expect(snapshot.epochEnds[0]!.validation![0]).toBeNaN()
    expect(snapshot.log.map(({ text }) => text.en).join('\n')).toMatch(/line 3: expected/)
    expect(snapshot.result).toMatchObject({ state: 'finished', bestEpoch: 1 })
  })
})

describe('the folder of runs', () => {
  it('may contain anything: what is not a run is skipped and reported', async () => {
    const folder = temporary()
    const runs = join(folder, 'runs')
    const path = join(folder, 'net.loom')
    write(runs, 1, { path })
    write(runs, 2, { path }, { run: '../../victim' })
    write(runs, 3, { path }, { series: 'loss' })
    writeFileSync(join(write(runs, 4, { path }), 'run.json'), '{"format":')
    const link = write(runs, 5, { path })
    rmSync(join(link, 'run.json'))
    symlinkSync('/dev/zero', join(link, 'run.json'))
    cpSync(join(runs, '2026-01-01-000001-run'), join(runs, '2026-01-01-000001-copy'), { recursive: true })
    mkdirSync(join(runs, 'begins'))
    mkdirSync(join(runs, '.active'))
    writeFileSync(join(runs, 'notes.txt'), 'mine')
    const { of, ids } = openRuns(runs)
    expect(await ids(path)).toEqual([idOf(1)])
    const { documents, skipped } = await of.documents()
    expect(documents).toMatchObject([{ runs: 1 }])
    expect(skipped.map(({ code }) => code).sort()).toEqual([
      'run_folder_foreign',
      'run_record',
      'run_record',
      'run_record',
      'run_twice',
    ])
    expect(skipped.map(({ message }) => message.en).join('\n')).toMatch(/series: .*expected array/)
  })

  it('need not exist', async () => {
    expect(await openRuns(join(temporary(), 'none')).ids('/x')).toEqual([])
  })

  it('is read newest first up to a limit of bytes, the rest by the next calls', async () => {
    const runs = join(temporary(), 'runs')
    for (let n = 0; n < 6; n++) write(runs, n, null, { document: { text: 'x'.repeat(10_000) } })
    // A small, old record is read after the larger, newer ones.
    write(runs, 6, null)
    write(runs, 0, null)
    const { scan } = runIndex(runs, 25_000)
    const names = async () => {
      const { runs, more } = await scan()
      return [runs.map(({ head }) => head.name), more]
    }
    const all = [6, 5, 4, 3, 2, 1, 0].map((n) => `run ${n}`)
    expect(await names()).toEqual([all.slice(0, 3), true])
    expect(await names()).toEqual([all.slice(0, 5), true])
    expect(await names()).toEqual([all, false])
    // A record larger than the limit is read alone.
    write(runs, 7, null, { document: { text: 'x'.repeat(40_000) } })
    expect(await names()).toEqual([['run 7', ...all], false])
  })

  it('skips a record that is too large or malformed, and reports why', async () => {
    const runs = join(temporary(), 'runs')
    const right = write(runs, 1, null)
    const large = write(runs, 2, null, { document: Array.from({ length: 999_990 }, () => ({})) })
    const other = write(runs, 3, null)
    writeFileSync(
      join(other, 'run.json'),
      `{"run":"","name":"",${JSON.stringify(recordOf(3, null)).slice(1)}`,
    )
    const { runs: read, skipped } = await runIndex(runs).scan()
    expect(read.map(({ folder }) => folder)).toEqual([right])
    expect(skipped.map(({ message: { en } }) => en.includes(large))).toEqual([false, true])
    expect(skipped[0]!.message.en).toContain('the key "run" is given twice')
    expect(skipped[1]!.message.en).toContain('more than 1,000,000 values in all')
  })

  it('with many runs does not block the event loop, and rereads changed records', async () => {
    const folder = temporary()
    const runs = join(folder, 'runs')
    const path = join(folder, 'net.loom')
    for (let n = 0; n < 500; n++)
      write(
        runs,
        n,
        { path: n % 2 === 0 ? path : `/other/${n % 7}.loom` },
        { document: { text: 'x'.repeat(8000) } },
      )
    const { of } = openRuns(runs)
    let turns = 0
    let finished = false
    const countTurn = () => {
      turns++
      if (!finished) setImmediate(countTurn)
    }
    setImmediate(countTurn)
    const first = await of.runsOf(path, null, 200)
    finished = true
    expect(first.runs).toHaveLength(200)
    expect(first.more).toBe(true)
    // The event loop runs between two records.
    expect(turns).toBeGreaterThan(100)
    const record = join(runs, '2026-01-01-000498-run', 'run.json')
    writeFileSync(record, readFileSync(record, 'utf8').replace('run 498', 'the newest'))
    expect((await of.runsOf(path, null, 200)).runs[0]!.info.name).toBe('the newest')
  })
})
