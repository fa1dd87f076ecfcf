/** A run's folder is untrusted input: faults in it are reported, and no file inside or outside it is changed. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { prepareData } from '../../../electron/engine/data/index.ts'
import {
  CHECKPOINTS,
  checkpointsIn,
  readCheckpoint,
  writeCheckpoint,
} from '../../../electron/engine/run-folder/checkpoint-file.ts'
import { METRICS } from '../../../electron/engine/run-folder/metrics-file.ts'
import { spawnRun } from '../../../electron/engine/runs/child-run.ts'
import { claimFolder } from '../../../electron/engine/runs/claim.ts'
import type { RunRecord } from '../../../electron/engine/runs/record-schema.ts'
import { RECORD } from '../../../electron/engine/runs/run-record.ts'
import type { FromRun } from '../../../electron/engine/worker/messages.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import { ProblemError } from '../../../shared/problem.ts'
import {
  buildEngine,
  documentText,
  readJson,
  startEngine,
  type TestEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()
const folder = temporaryFolder()
const cache = temporaryCache()
const RUN_ENTRY = join(import.meta.dirname, '..', '..', '..', 'dist', 'engine', 'run.mjs')
const EPOCHS = 12
const text = documentText({
  features: 4,
  path: writeTable(folder, 200, 4),
  training: {
    epochs: EPOCHS,
    batch_size: 8,
    callbacks: [{ type: 'EarlyStopping', patience: 100 }, 'CSVLogger'],
  },
})
const interrupted = join(folder, 'interrupted')
const engineWith = (options: object = {}) =>
  startEngine({
    env: {
      LAYERLOOM_EXECUTOR: 'graph',
      LAYERLOOM_CHUNK: '2',
      LAYERLOOM_CHECKPOINT_SECONDS: '0.02',
    },
    cache,
    ...options,
  })

let isPausedRunReady = false
/** A copy of a paused run, two levels below a temporary folder of the test. */
async function copyOfPausedRun(): Promise<string> {
  if (!isPausedRunReady) {
    const engine = engineWith()
    const { run } = await engine.calls.train({ document: text, folder: null, out: interrupted })
    await engine.until(() => engine.seen.epochs.length >= 3 && checkpointsIn(interrupted).length === 2)
    await engine.calls.pause(run)
    expect((await engine.finished()).state).toBe('paused')
    await engine.close()
    isPausedRunReady = true
  }
  const testFolder = mkdtempSync(join(tmpdir(), 'layerloom-hostile-'))
  onTestFinished(() => rmSync(testFolder, { recursive: true, force: true }))
  const run = join(testFolder, 'runs', 'copy')
  cpSync(interrupted, run, { recursive: true })
  return run
}
const recordIn = (run: string) => readJson(join(run, RECORD)) as RunRecord
const change = (run: string, changes: object) =>
  writeFileSync(join(run, RECORD), JSON.stringify({ ...recordIn(run), ...changes }))

/** All paths below a folder, files with the hash of their content. */
const contents = (of: string): readonly string[] =>
  (readdirSync(of, { recursive: true, withFileTypes: true }) as unknown as import('node:fs').Dirent[])
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return entry.isFile()
        ? `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`
        : path
    })
    .sort()

async function refusal(engine: TestEngine, run: string) {
  const error = await engine.calls.resume(run).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(ProblemError)
  return (error as ProblemError).problems[0]!
}
/** Resumes the run and expects a refusal that changes no file and does not end the engine. */
async function expectRefused(run: string, engine = engineWith()) {
  const outside = join(run, '..', '..')
  const previousContents = contents(outside)
  const problem = await refusal(engine, run)
  expect(contents(outside)).toEqual(previousContents)
  expect((await engine.calls.runtime()).cores).toBeGreaterThan(0)
  return problem
}

describe('run.json', () => {
  it('with an id that leads out of the folder is refused; the file there is kept', async () => {
    const run = await copyOfPausedRun()
    const victim = join(run, '..', '..', 'victim.json')
    writeFileSync(victim, 'precious')
    change(run, { run: '../../victim' })
    const problem = await expectRefused(run)
    expect(problem.code).toBe('run_record')
    expect(problem.message.en).toMatch(/run\.json.* run: .*"\.\.\/\.\.\/victim"/)
    expect(readFileSync(victim, 'utf8')).toBe('precious')
  })

  const wrong: readonly (readonly [field: string, changes: (record: RunRecord) => object])[] = [
    ['run', () => ({ run: 'Z'.repeat(36) })],
    ['name', () => ({ name: 5 })],
    ['state', () => ({ state: 'sleeping' })],
    ['epochs', () => ({ epochs: 1e300 })],
    ['epochs', () => ({ epochs: 2.5 })],
    ['seed', () => ({ seed: -1 })],
    ['batch_size', () => ({ batch_size: 0 })],
    ['series', () => ({ series: ['loss', 'loss'] })],
    ['series', () => ({ series: [] })],
    ['started', () => ({ started: 'yesterday' })],
    ['seconds', () => ({ seconds: -1 })],
    ['document', () => ({ document: 'a network' })],
    ['data.fingerprint', ({ data }) => ({ data: { ...data, fingerprint: '../../x' } })],
    ['data.path', ({ data }) => ({ data: { ...data, path: 'a\0b' } })],
    ['data.folder', ({ data }) => ({ data: { ...data, folder: 'x'.repeat(5000) } })],
    ['data.rows.train', ({ data }) => ({ data: { ...data, rows: { ...data.rows, train: 'many' } } })],
    ['executor.kind', ({ executor }) => ({ executor: { ...executor, kind: 'rm' } })],
    ['executor.threads', ({ executor }) => ({ executor: { ...executor, threads: 0 } })],
    ['owner.draft', () => ({ owner: { draft: '../../x' } })],
    ['reason', () => ({ reason: 'because' })],
    ['repeats.run', () => ({ repeats: { run: '../x', same: null, text: null } })],
  ]
  it('with an invalid field is refused, and the problem names the field', async () => {
    const engine = engineWith()
    const run = await copyOfPausedRun()
    const original = recordIn(run)
    for (const [field, changes] of wrong) {
      writeFileSync(join(run, RECORD), JSON.stringify({ ...original, ...changes(original) }))
      const previousContents = contents(run)
      const problem = await refusal(engine, run)
      expect(problem.code, field).toBe('run_record')
      expect(problem.message.en, field).toContain(`: ${field}: `)
      expect(contents(run)).toEqual(previousContents)
    }
    writeFileSync(join(run, RECORD), JSON.stringify(original))
    await engine.calls.resume(run)
    await engine.until(() => engine.seen.results.at(-1)?.state === 'finished')
  })

  it('that is malformed JSON is reported with line and column', async () => {
    const engine = engineWith()
    const run = await copyOfPausedRun()
    const original = readFileSync(join(run, RECORD), 'utf8')
    const damages: readonly string[] = [
      original.slice(0, 900),
      original.replace('{', '{"run": "x",'),
      original.replace('{', '{"__proto__": {},'),
      '['.repeat(100_000),
      '',
    ]
    for (const damaged of damages) {
      writeFileSync(join(run, RECORD), damaged)
      const { code, message } = await expectRefused(run, engine)
      expect(code).toBe('run_record')
      expect(message.en).toMatch(/run\.json is not a valid run record.* Line \d+, column \d+: /)
    }
  })

  it('given instead of its folder is refused', async () => {
    const run = await copyOfPausedRun()
    expect((await refusal(engineWith(), join(run, RECORD))).code).toBe('run_missing')
  })

  it('with an invalid or different document is refused', async () => {
    const engine = engineWith()
    const run = await copyOfPausedRun()
    const { document } = recordIn(run)
    change(run, { document: { format: 'layerloom', version: 1 } })
    await expectRefused(run, engine)
    change(run, { document: { ...(document as object), name: 'Other' } })
    expect((await expectRefused(run, engine)).code).toBe('checkpoint_differs')
  })
})

describe('metrics.ndjson', () => {
  const lines = (run: string) => readFileSync(join(run, METRICS), 'utf8').split('\n')
  const damages: readonly ((line: string) => string)[] = [
    () => '{"epoch":2,',
    () => '5',
    () => '\0\0\0\0',
    (line) => line.replace('"epoch":2', '"epoch":7'),
    (line) => line.replace(/"loss":[^,]+/, '"loss":"low"'),
    (line) => line.replace(/"val_accuracy":[^,]+,/, ''),
    (line) => line.replace(/"ms_per_step":[^,]+/, '"ms_per_step":-1'),
  ]
  it('with a malformed line is reported before anything is changed', async () => {
    const engine = engineWith()
    const run = await copyOfPausedRun()
    const original = lines(run)
    for (const damage of damages) {
      writeFileSync(join(run, METRICS), original.with(1, damage(original[1]!)).join('\n'))
      const { code, message } = await expectRefused(run, engine)
      expect(code).toBe('metrics_line')
      expect(message.en).toMatch(/metrics\.ndjson, line 2: expected/)
    }
  })

  it('of a repeated run may be malformed: the new run finishes', async () => {
    const run = await copyOfPausedRun()
    rmSync(join(run, METRICS))
    symlinkSync(join(run, RECORD), join(run, METRICS))
    const engine = engineWith()
    await engine.calls.repeat(run)
    const { state, repeated, folder: repeatedRun } = await engine.finished()
    expect([state, repeated]).toEqual(['finished', undefined])
    expect(recordIn(repeatedRun!)).toMatchObject({
      state: 'finished',
      epochs_done: EPOCHS,
      repeats: { same: null },
    })
    expect(engine.seen.log.some(({ text: { en } }) => en.includes(join(run, METRICS)))).toBe(true)
  })

  it('that is damaged only after the checkpoint is truncated at the checkpoint', async () => {
    const run = await copyOfPausedRun()
    const { epoch } = readCheckpoint(run, checkpointsIn(run)[0]!).head
    writeFileSync(join(run, METRICS), [...lines(run).slice(0, epoch), '\0\0\0', ''].join('\n'))
    const engine = engineWith()
    await engine.calls.resume(run)
    expect((await engine.finished()).state).toBe('finished')
    expect(lines(run)).toHaveLength(EPOCHS + 1)
  })
})

describe('the document', () => {
  it('that is saved while its run is resumed owns that run', async () => {
    const engine = engineWith()
    const [from, draft] = [await copyOfPausedRun(), 'abcdef0123456789']
    change(from, { owner: { draft } })
    const run = join(engine.runs, '2026-01-01-000000-copy')
    cpSync(from, run, { recursive: true })
    const path = join(folder, 'saved.loom')
    writeFileSync(path, text)
    await engine.calls.runsOf(null, draft, 200)
    const { run: id } = recordIn(run)
    const resumed = engine.calls.resume(id)
    await engine.calls.runsOf(path, draft, 200)
    await resumed
    await engine.finished()
    expect(recordIn(run)).toMatchObject({ state: 'finished', owner: { path: realpathSync(path) } })
  })
})

describe('other files in the folder', () => {
  const foreign = [
    ['link', CHECKPOINTS],
    ['link', METRICS],
    ['link', 'run.json.1.part'],
    ['pipe', RECORD],
    ['pipe', METRICS],
  ] as const
  it('are refused if they are links or pipes; the target of a link is kept', async () => {
    const engine = engineWith()
    for (const [kind, name] of foreign) {
      const run = await copyOfPausedRun()
      const path = join(run, name)
      const elsewhere = join(run, '..', '..', 'elsewhere')
      mkdirSync(elsewhere)
      writeFileSync(join(elsewhere, '9999999-000000000.safetensors'), 'precious')
      rmSync(path, { recursive: true, force: true })
      if (kind === 'link') symlinkSync(elsewhere, path)
      else execFileSync('mkfifo', [path])
      const problem = await refusal(engine, run)
      expect(problem.code).toBe('run_folder_foreign')
      expect(problem.message.en).toContain(path)
      expect(readdirSync(elsewhere)).toHaveLength(1)
    }
  })

  const resumeWithCheckpoint = async (
    engine: TestEngine,
    edit: (checkpoint: ReturnType<typeof readCheckpoint>) => object,
  ) => {
    const run = await copyOfPausedRun()
    const [newest] = checkpointsIn(run)
    const checkpoint = readCheckpoint(run, newest!)
    rmSync(join(run, CHECKPOINTS), { recursive: true })
    writeCheckpoint(run, { ...checkpoint, ...edit(checkpoint) })
    return expectRefused(run, engine)
  }
  it('an intact checkpoint of another network changes nothing', async () => {
    const engine = engineWith()
    const shape = await resumeWithCheckpoint(engine, ({ tensors }) => ({
      tensors: new Map(
        [...tensors].map(([name, { values }]) => [name, { shape: [values.length, 1], values }]),
      ),
    }))
    expect(shape.code).toBe('checkpoint_differs')
    const missing = await resumeWithCheckpoint(engine, ({ tensors }) => ({
      tensors: new Map([...tensors].slice(1)),
    }))
    expect(missing.code).toBe('checkpoint_differs')
    const watch = await resumeWithCheckpoint(engine, ({ head }) => ({
      head: { ...head, watch: { stoppers: 'none' } },
    }))
    expect(watch.message.en).toContain('watch')
    const late = await resumeWithCheckpoint(engine, ({ head }) => ({ head: { ...head, step: 1e6 } }))
    expect(late.code).toBe('checkpoint_differs')
  })
})

describe('the lock', () => {
  it('does not depend on a note of a running process next to the runs', async () => {
    const run = await copyOfPausedRun()
    const engine = engineWith()
    mkdirSync(join(engine.runs, '.active'))
    const { run: id } = recordIn(run)
    writeFileSync(
      join(engine.runs, '.active', `${id}.json`),
      JSON.stringify({ run: id, folder: run, pid: process.ppid }),
    )
    await engine.calls.resume(run)
    expect((await engine.finished()).state).toBe('finished')
  })

  it('admits one of two resumes, and the figures are written once', async () => {
    const run = await copyOfPausedRun()
    const engines = [engineWith(), engineWith()] as const
    await Promise.all(engines.map((engine) => engine.calls.runtime()))
    const results = await Promise.allSettled(engines.map((engine) => engine.calls.resume(run)))
    const failed = results.flatMap((a) => (a.status === 'rejected' ? [a.reason as ProblemError] : []))
    expect(failed).toHaveLength(1)
    expect(failed[0]!.problems[0]).toMatchObject({ code: 'busy' })
    const winner = engines[results.findIndex((a) => a.status === 'fulfilled')]!
    expect((await winner.finished()).state).toBe('finished')
    const lines = readFileSync(join(run, METRICS), 'utf8').trim().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { epoch: number }).epoch)).toEqual(
      Array.from({ length: EPOCHS }, (_, i) => i + 1),
    )
    expect(readdirSync(run).filter((name) => name.includes('lock'))).toEqual([])
  })

  it('admits one of two trainings into the same folder', async () => {
    const out = join(await copyOfPausedRun(), '..', 'new')
    const engines = [engineWith(), engineWith()] as const
    await Promise.all(engines.map((engine) => engine.calls.runtime()))
    const results = await Promise.allSettled(
      engines.map((engine) => engine.calls.train({ document: text, folder: null, out })),
    )
    expect(results.map((a) => a.status).sort()).toEqual(['fulfilled', 'rejected'])
    const winner = engines[results.findIndex((a) => a.status === 'fulfilled')]!
    expect((await winner.finished()).state).toBe('finished')
    expect(readFileSync(join(out, METRICS), 'utf8').trim().split('\n')).toHaveLength(EPOCHS)
  })
})

describe('an output folder', () => {
  it('with files of a run is refused, also without a record', async () => {
    for (const leftover of [METRICS, CHECKPOINTS, 'callbacks', 'weights-best.safetensors']) {
      const run = await copyOfPausedRun()
      for (const name of readdirSync(run)) if (name !== leftover) rmSync(join(run, name), { recursive: true })
      if (!readdirSync(run).includes(leftover)) symlinkSync(join(run, 'nowhere'), join(run, leftover))
      const previousContents = contents(run)
      expect(() => claimFolder(run), leftover).toThrow(/already contains a run/)
      expect(contents(run)).toEqual(previousContents)
    }
  })
})

describe('a run that cannot be written', () => {
  /** Writes files that resuming from the checkpoint removes. */
  function writeTrailingData(run: string): void {
    appendFileSync(join(run, METRICS), 'behind\n')
    writeFileSync(join(run, CHECKPOINTS, '9999999-000000000.safetensors'), 'damaged')
  }

  it('is not changed by its process before the engine allows it', async () => {
    const run = await copyOfPausedRun()
    writeTrailingData(run)
    const previousContents = contents(run)
    const { run: id, document, epochs, seed, series, executor } = recordIn(run)
    const { info, files } = await prepareData(parseDocument(text).data!, { folder: null, cache })
    const { flags } = executor!
    const messageTypes: FromRun['type'][] = []
    await new Promise<void>((done) => {
      const child = spawnRun(
        RUN_ENTRY,
        'graph',
        { ...process.env, ...flags },
        {
          onMessage({ type }) {
            messageTypes.push(type)
            if (type === 'resumed') child.halt('pause', true)
          },
          onExit: () => done(),
        },
      )
      child.start({
        ...{
          run: id,
          resume: { executor, continued: null },
          document: JSON.stringify(document),
          epochs,
          seed,
          series,
        },
        ...{ info, files, folder: run, executor: 'graph', small: true, signals: false, flags },
      })
    })
    expect(messageTypes).toContain('resumed')
    expect(contents(run)).toEqual(previousContents)
  })

  it('is not resumed; the engine keeps running and the run is unchanged', async () => {
    const run = await copyOfPausedRun()
    writeTrailingData(run)
    const engine = engineWith()
    await engine.calls.runtime()
    const pid = engine.pid()
    // A folder takes the place of the temporary file of the record.
    mkdirSync(join(run, `run.json.${pid}.part`, 'full'), { recursive: true })
    expect((await expectRefused(run, engine)).code).toBe('run_folder')
    expect(engine.pid()).toBe(pid)
    rmSync(join(run, `run.json.${pid}.part`), { recursive: true })
    await engine.calls.resume(run)
    expect((await engine.until(() => engine.seen.results[1])).state).toBe('finished')
  })

  it('leaves no folder when the training never began', async () => {
    const out = join(await copyOfPausedRun(), '..', 'never')
    const engine = engineWith()
    const nowhere = JSON.stringify({ ...JSON.parse(text), data: null })
    await expect(engine.calls.train({ document: nowhere, folder: null, out })).rejects.toThrow()
    expect(readdirSync(join(out, '..'))).toEqual(['copy'])
  })
})

describe('partial files of a killed process', () => {
  it('are removed when the run is resumed', async () => {
    const run = await copyOfPausedRun()
    const parts = ['run.json.99.part', 'weights-best.safetensors.7.part', join(CHECKPOINTS, 'next.part')]
    for (const part of [...parts, 'notes.part']) writeFileSync(join(run, part), 'half')
    const engine = engineWith()
    await engine.calls.resume(run)
    await engine.finished()
    const leftovers = contents(run).filter((line) => line.includes('.part'))
    expect(leftovers).toEqual([expect.stringContaining('notes.part')])
  })
})
