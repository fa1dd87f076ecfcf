/** A fake host and engine in memory: files in a map, given examples, data described at once, trainings recorded. */
import { createHash } from 'node:crypto'
import type { Host } from '../../renderer/host/host.ts'
import type { DataInfo } from '../../shared/data/data-info.ts'
import { contentDigest } from '../../shared/ipc/content-digest.ts'
import type {
  EngineEvents,
  FoundRun,
  HostEvents,
  ListedRun,
  OpenedFile,
  RunInfo,
  SavedDraft,
  SetPlan,
  SettingsInfo,
  TrainJob,
} from '../../shared/ipc/contract/index.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import { DEFAULT_SETTINGS } from '../../shared/settings.ts'
import { untranslated } from '../../shared/text.ts'
import { emptyResults } from '../support/empty-results.ts'

const settingsInfo: SettingsInfo = {
  path: '/settings.json',
  settings: DEFAULT_SETTINGS,
  problems: [],
  fixed: {},
  isEngineOutdated: false,
}

export interface MemoryHost extends Host {
  /** A file's version is its text. */
  readonly files: Map<string, string>
  readonly recent: string[]
  readonly drafts: Map<string, SavedDraft>
  /** The id of this window's draft. */
  ownDraft: string | null
  readonly jobs: TrainJob[]
  readonly stopped: string[]
  /** Runs of a set that were stopped alone, and what was asked of whole sets. */
  readonly skipped: string[]
  readonly plans: SetPlan[]
  readonly paused: string[]
  readonly resumed: string[]
  readonly repeated: string[]
  readonly continued: { readonly run: string; readonly epochs: number }[]
  /** Runs on the disk, and the requests for runs. */
  readonly found: FoundRun[]
  /** Rows of the table of runs, and those in the trash. */
  listed: readonly ListedRun[]
  readonly trashed: ListedRun[]
  readonly addedFolders: string[]
  readonly asked: { readonly path: string | null; readonly draft: string | null }[]
  readonly openedRuns: string[]
  /** Whether another engine works on a run. */
  busy: boolean
  readonly titles: string[]
  /** The event handlers of the window, to emit events as host or engine. */
  events(): { readonly host: HostEvents; readonly engine: EngineEvents }
  /** Result of the next chooseFile. */
  chosen: string | null
}

export const sampleData: DataInfo = {
  fingerprint: 'f'.repeat(64),
  title: 'Fashion-MNIST',
  rows: { train: 55_000, validation: 5_000, test: 10_000 },
  shape: [28, 28],
  dtype: 'uint8',
  columns: [],
  targets: [{ name: 'label', kind: 'classes', classes: Array.from({ length: 10 }, (_, i) => `class ${i}`) }],
  weights: null,
  preparation: { offset: [0], scale: [1 / 255] },
  notes: [],
}

export const sampleRun = (job: TrainJob, run: string): RunInfo => ({
  run,
  name: 'lesson',
  state: 'preparing',
  epochs: job.epochs ?? 3,
  stepsPerEpoch: 1719,
  batchSize: 32,
  seed: 42,
  series: ['loss', 'accuracy'],
  hasValidation: true,
  startedAt: 1_700_000_000_000,
  ...(job.owner ? { owner: job.owner } : {}),
  executor: 'TensorFlow 2.21 · XLA · 2 cores',
})

const digestOf = (text: string) =>
  contentDigest(
    (async function* () {
      yield new TextEncoder().encode(text)
    })(),
    async (bytes) => createHash('sha256').update(bytes).digest(),
  )

const missing = (path: string) => new ProblemError([problem('missing', untranslated(`There is no ${path}.`))])
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

export function memoryHost(examples: { readonly [id: string]: string } = {}): MemoryHost {
  let handlers: { host: HostEvents; engine: EngineEvents } | null = null
  const files = new Map<string, string>()
  /** Unfinished copies of dropped files. */
  const copies = new Map<string, { readonly path: string; text: string }>()
  const previous = new Map<string, string>()
  const refused = new Map<string, string>()
  const recent: string[] = []
  const drafts = new Map<string, SavedDraft>()
  const jobs: TrainJob[] = []
  const stopped: string[] = []
  const paused: string[] = []
  const skipped: string[] = []
  const plans: SetPlan[] = []
  const resumed: string[] = []
  const repeated: string[] = []
  const continued: { readonly run: string; readonly epochs: number }[] = []
  const titles: string[] = []
  const read = (path: string): OpenedFile => {
    const text = files.get(path)
    if (text === undefined) throw missing(path)
    return { path, name: nameOf(path), text, version: text }
  }
  const memory: MemoryHost = {
    files,
    recent,
    drafts,
    ownDraft: null,
    jobs,
    stopped,
    paused,
    skipped,
    plans,
    resumed,
    repeated,
    continued,
    found: [],
    listed: [],
    trashed: [],
    addedFolders: [],
    asked: [],
    openedRuns: [],
    busy: false,
    titles,
    chosen: null,
    events: () => {
      if (!handlers) throw new Error('The window does not listen yet.')
      return handlers
    },
    listen: (host, engine) => {
      handlers = { host, engine }
    },
    onLost: () => {},
    host: {
      info: async () => ({
        kind: 'web',
        name: 'Memory',
        reason: null,
        platform: 'linux',
        dialogs: 'native',
        notices: [],
      }),
      about: async () => ({ electron: null, chromium: null, licences: null }),
      examples: async () => Object.keys(examples).map((id) => ({ id, title: id, text: examples[id]! })),
      readExample: async (id) => {
        const text = examples[id]
        if (text === undefined) throw missing(id)
        return { path: `/examples/${id}.loom`, name: `${id}.loom`, text, version: text }
      },
      chooseFile: async () => memory.chosen,
      listFolder: async (path) => ({
        path: path ?? '/home',
        parent: path === null || path === '/home' ? null : '/home',
        entries: [...files.keys()].map((file) => ({ name: nameOf(file), path: file, kind: 'file' })),
      }),
      readDocument: async (path) => read(path),
      writeText: async (path, text, _kind, version) => {
        const previousText = files.get(path)
        if (previousText !== undefined && version !== null && previousText !== version) {
          refused.set(path, text)
          throw new ProblemError([problem('file-changed', untranslated(`${path} was changed.`))])
        }
        if (previousText !== undefined) previous.set(path, previousText)
        files.set(path, text)
        return read(path)
      },
      allowData: async () => 'allow',
      allowDocument: async () => 'allow',
      initialDocument: async () => null,
      versionAt: async (path) => files.get(path) ?? null,
      previousVersion: async (path, which) => {
        const text = (which === 'replaced' ? previous : refused).get(path)
        return text === undefined ? null : { ...read(path), text }
      },
      recent: async () =>
        recent.map((path) => ({
          path,
          name: nameOf(path),
          at: 0,
          text: files.get(path) ?? null,
          missing: !files.has(path),
        })),
      forgetRecent: async (path) => void recent.splice(recent.indexOf(path), 1),
      keepDraft: async (draft, id) => {
        const kept = id ?? `draft${String(drafts.size).padStart(11, '0')}`
        drafts.set(kept, { ...draft, id: kept, at: 1 })
        memory.ownDraft = kept
        return kept
      },
      dropDraft: async () => {
        if (memory.ownDraft !== null) drafts.delete(memory.ownDraft)
        memory.ownDraft = null
      },
      drafts: async () => [...drafts.values()].filter(({ id }) => id !== memory.ownDraft),
      readDraft: async (id) => {
        const draft = drafts.get(id)
        if (!draft) throw missing(id)
        return draft
      },
      discardDraft: async (id) => void drafts.delete(id),
      isDataThere: async (name) => [...files.keys()].some((path) => nameOf(path) === name),
      findData: async (name, _size, _folder, digest) => {
        for (const [path, text] of files)
          if (nameOf(path) === name && (await digestOf(text)) === digest) return path
        return null
      },
      beginData: async (name, _size, folder) => {
        const id = String(copies.size).padStart(32, '0')
        copies.set(id, { path: `${folder ?? '/home'}/${name}`, text: '' })
        return id
      },
      appendData: async (id, bytes) => {
        copies.get(id)!.text += new TextDecoder().decode(bytes)
      },
      endData: async (id) => {
        const { path, text } = copies.get(id)!
        files.set(path, text)
        return path
      },
      cancelData: async (id) => void copies.delete(id),
      blocks: async () => [],
      keepBlock: async () => {},
      removeBlock: async () => {},
      preferences: async () => null,
      keepPreferences: async () => {},
      newWindow: async () => {},
      showing: async (title, dirty) => {
        titles.push(`${dirty ? '*' : ''}${title}`)
      },
      setMenu: async () => {},
      settings: async () => settingsInfo,
      changeSettings: async () => settingsInfo,
      newerVersion: async () => null,
      problemReport: async () => [],
      saveProblemReport: async () => {},
    },
    engine: {
      engineSettings: async () => ({
        runs: '/runs',
        cache: '/cache',
        cacheLimit: 1,
        cacheSize: 0,
        threads: 2,
        device: 'cpu',
      }),
      restart: async () => {},
      linkRuns: async () => {},
      runtime: async () => ({ tensorflow: 'wheel', version: '2.21', xla: true, cores: 2, reason: null }),
      versions: async () => ({
        layerloom: '0.1.0',
        node: '24.0.0',
        tfjs: '4.22.0',
      }),
      describeData: async () => sampleData,
      previewTable: async () => null,
      inspectTable: async () => {
        throw new ProblemError([problem('data_inspect', untranslated('No table.'))])
      },
      tableRows: async () => [],
      tableFills: async () => [],
      stopReading: async () => {},
      pictureRows: async () => ({ pixels: new Uint8Array(), classes: new Int32Array(), parts: [] }),
      rowFingerprints: async (_reference, _folder, _file, rows) => rows.map(() => '0'.repeat(16)),
      trainSet: async (job, plan) => {
        plans.push(plan)
        jobs.push(job)
        return sampleRun(job, `run-${jobs.length}`)
      },
      skip: async (run) => {
        skipped.push(run)
      },
      train: async (job) => {
        jobs.push(job)
        return sampleRun(job, `run-${jobs.length}`)
      },
      stop: async (run) => {
        stopped.push(run)
      },
      pause: async (run) => {
        paused.push(run)
      },
      resume: async (run) => {
        resumed.push(run)
        return sampleRun({ document: '', folder: null }, run)
      },
      trial: async () => ({ kind: 'rates', losses: [2, 1], suggested: null }),
      endTrial: async () => {},
      signals: () => new Promise(() => {}),
      endSignals: async () => {},
      repeat: async (run) => {
        repeated.push(run)
        return sampleRun({ document: '', folder: null }, `again-${run}`)
      },
      continueRun: async (run, epochs) => {
        continued.push({ run, epochs })
        return sampleRun({ document: '', folder: null }, `more-${run}`)
      },
      attach: async () => [],
      runsOf: async (path, draft, limit) => {
        memory.asked.push({ path, draft })
        const isOwn = ({ owner }: RunInfo) =>
          owner !== undefined && ('path' in owner ? owner.path === path : owner.draft === draft)
        if (path !== null)
          for (const [i, run] of memory.found.entries())
            if (run.info.owner && 'draft' in run.info.owner && run.info.owner.draft === draft)
              memory.found[i] = { ...run, info: { ...run.info, owner: { path } } }
        const own = memory.found.filter(({ info }) => isOwn(info))
        return { runs: own.slice(0, limit), more: own.length > limit, unseen: false, busy: memory.busy, path }
      },
      runSignals: async () => [],
      runDocument: async () => '',
      openRun: async (run) => {
        memory.openedRuns.push(run)
        const { info, result } = memory.found.find((f) => f.info.run === run)!
        const log = [{ at: 1, text: result.reason }]
        return { info, epochEnds: [], points: new Float32Array(), progress: null, result, log }
      },
      listRuns: async () => ({ runs: memory.listed, more: false, skipped: [] }),
      annotateRun: async (run, changes) => {
        const listed = memory.listed.find(({ info }) => info.run === run)!
        const annotations = { ...listed.annotations, ...changes }
        memory.listed = memory.listed.map((each) => (each === listed ? { ...each, annotations } : each))
        return annotations
      },
      addRunFolder: async (path) => {
        memory.addedFolders.push(path)
        const run = memory.listed.find(({ result }) => result.folder === path)
        if (!run)
          throw new ProblemError([problem('run_missing', untranslated(`There is no run in ${path}.`))])
        return run.info.run
      },
      forgetMissingRuns: async () => {},
      trashRuns: async (runs) => {
        memory.trashed.push(...memory.listed.filter(({ info }) => runs.includes(info.run)))
        memory.listed = memory.listed.filter(({ info }) => !runs.includes(info.run))
        return runs
      },
      restoreRuns: async (runs) => {
        const restored = memory.trashed.filter(({ info }) => runs?.includes(info.run) ?? true)
        memory.listed = [...memory.listed, ...restored]
        return restored.map(({ info }) => info.run)
      },
      countTrashedRuns: async () => memory.trashed.length,
      emptyRunTrash: async () => memory.trashed.splice(0).length,
      runDocuments: async () => ({ documents: [], skipped: [] }),
      evaluate: async () => {
        throw new ProblemError([problem('run_missing', untranslated('No run.'))])
      },
      ...emptyResults,
      predictFile: async ({ out }) => ({ rows: 0, out, columns: [], unpredicted: [], seconds: 0 }),
      moveRuns: async (from, to) => {
        for (const [i, run] of memory.found.entries())
          if (run.info.owner && 'path' in run.info.owner && run.info.owner.path === from)
            memory.found[i] = { ...run, info: { ...run.info, owner: { path: to } } }
      },
    },
  }
  return memory
}
