/** The calls and events between the window, its host and the engine: two plain interfaces a side. Carried by birpc over
 *  anything that posts bytes (shared/ipc/port.ts); every argument is checked with its schema (shared/ipc/schemas.ts) where it arrives. */
import type { DataInfo } from '../data/data-info.ts'
import type { DataReference } from '../document/document.ts'
import type { ProblemData } from '../problem.ts'
import type { Language, Text } from '../text.ts'

// ── engine ────────────────────────────────────────────────────────────────────────────────────────────────────────

export type RunId = string

/** What a run was started from: a document's file, or the id of the draft of one that is in no file yet. */
export type RunOwner = { readonly path: string } | { readonly draft: string }

export interface TrainJob {
  /** The document as its file text: parsed and checked again by the engine. */
  readonly document: string
  /** Folder relative paths of the document start at; `null` for a document without a file. */
  readonly folder: string | null
  /** Whose runs this one is among; absent: it is found by its folder alone. */
  readonly owner?: RunOwner
  /** The document's file, if it has one: what its data may be depends on it. */
  readonly file?: string | null
  readonly epochs?: number
  readonly seed?: number
  /** Overrides the path of the data source (`--data`). */
  readonly data?: string
  /** Folder the run is written to; absent: a new one under the app's runs folder. */
  readonly out?: string
}

export type RunState =
  | 'preparing'
  | 'compiling'
  | 'training'
  | 'validating'
  | 'finished'
  | 'stopped'
  | 'paused'
  | 'failed'

/** One training or validation point; `values` are in the order of RunInfo.series. */
export interface Progress {
  readonly run: RunId
  readonly state: RunState
  /** 1-based epoch that is being trained and steps done in it. */
  readonly epoch: number
  readonly step: number
  readonly stepsPerSecond: number
  readonly secondsLeft: number | null
  /** Mean of loss and metrics since the epoch's start. */
  readonly values: Float32Array
}
export interface EpochEnd {
  readonly run: RunId
  readonly epoch: number
  /** Training, then validation; NaN where there is no validation. */
  readonly train: Float32Array
  readonly validation: Float32Array | null
  /** Of the epoch's last step. */
  readonly learningRate: number
  readonly millisecondsPerStep: number
  readonly best: boolean
  /** How many epochs early stopping has waited. */
  readonly waited: number
}
export interface RunResult {
  readonly run: RunId
  readonly state: 'finished' | 'stopped' | 'paused' | 'failed'
  readonly bestEpoch: number | null
  readonly folder: string | null
  readonly seconds: number
  readonly problems: readonly ProblemData[]
  /** Why it ended, for the log: all epochs, early stopping, the person, a fault. */
  readonly reason: Text
  /** Of a run that repeats another: whether the numbers are the same, or what differs. */
  readonly repeated?: { readonly same: boolean; readonly text: Text }
}
export interface RunInfo {
  readonly run: RunId
  readonly name: string
  readonly state: RunState
  readonly epochs: number
  readonly stepsPerEpoch: number
  readonly batchSize: number
  readonly seed: number
  /** Names of loss and metrics: ['loss', 'accuracy']. */
  readonly series: readonly string[]
  readonly hasValidation: boolean
  readonly startedAt: number
  /** The document that it was started from, its file's path being the real one; absent where that is not known. */
  readonly owner?: RunOwner
  /** 'TensorFlow 2.21 · XLA · 2 cores'. */
  readonly executor: string
  /** Epochs early stopping waits for something better; absent without early stopping. */
  readonly patience?: number
  /** Figure that early stopping watches, as Keras names it: 'val_loss'. */
  readonly monitor?: string
  /** Where a resumed run went on: 0-based epoch and steps done in it. What was after that happens again, with the same numbers. */
  readonly resumed?: { readonly epoch: number; readonly step: number }
}
/** Everything a window that has just opened needs to show a run. */
export interface RunSnapshot {
  readonly info: RunInfo
  readonly epochEnds: readonly EpochEnd[]
  /** Points inside epochs so far, thinned to at most 4,000: position in epochs (1.5 = middle of the second), then the series. */
  readonly points: Float32Array
  readonly progress: Progress | null
  readonly result: RunResult | null
  readonly log: readonly LogLine[]
}
/** A run on the disk, as its record tells it; openRun tells its epochs. */
export interface FoundRun {
  readonly info: RunInfo
  readonly result: RunResult
  readonly epochsDone: number
}
export interface FoundRuns {
  /** Newest first. */
  readonly runs: readonly FoundRun[]
  /** There are older ones, which are told when more are asked for. */
  readonly more: boolean
  /** There are so many runs on this computer that the oldest were not looked at: some may be this document's. */
  readonly unseen: boolean
  /** Another engine works on one, which is told when that is over. */
  readonly busy: boolean
  /** The file's real path, by which runs name it; `null` for a draft. */
  readonly path: string | null
}
/** A document that has runs. */
export interface RunDocument {
  readonly owner: RunOwner
  /** Of its latest run. */
  readonly name: string
  readonly runs: number
  /** When the latest began, in milliseconds since 1970. */
  readonly latest: number
  /** Its file is not there any more. */
  readonly missing: boolean
}
export interface RunDocuments {
  /** Latest first. */
  readonly documents: readonly RunDocument[]
  /** Folders that hold no run that could be used. */
  readonly skipped: readonly ProblemData[]
}
/** What is tried before a run: learning rates, or how long an epoch takes. */
export type TrialKind = 'rates' | 'cost'
export type TrialResult =
  | {
      readonly kind: 'rates'
      /** Of each step, at the rates of shared/training/rate-range.ts; it ends early where the loss is past saving. */
      readonly losses: readonly number[]
      readonly suggested: number | null
    }
  | {
      readonly kind: 'cost'
      readonly millisecondsPerStep: number
      readonly secondsToCompile: number
      /** With validation. */
      readonly secondsPerEpoch: number
      /** Memory of the process that trains. */
      readonly bytes: number
    }
export interface LogLine {
  readonly at: number
  readonly text: Text
  /** Why the run ended, which its result says too. */
  readonly ends?: true
}

export interface RuntimeInfo {
  readonly tensorflow: 'wheel' | 'tfjs-download' | 'none'
  readonly version: string | null
  readonly xla: boolean
  readonly cores: number
  /** Why this runtime, when it is not the first choice. */
  readonly reason: Text | null
}

export interface EngineCalls {
  runtime(): Promise<RuntimeInfo>
  /** Reads the data and says what it found; prepares the cache. Throws ProblemError, of the code `data_not_allowed` where the person must
   *  be asked first (allowData). @param file the document's, if it has one */
  describeData(reference: DataReference, folder: string | null, file: string | null): Promise<DataInfo>
  train(job: TrainJob): Promise<RunInfo>
  stop(run: RunId): Promise<void>
  /** Ends the run's process with a checkpoint; the run's result is then 'paused'. */
  pause(run: RunId): Promise<void>
  /**
   * Goes on with a run that was paused, stopped, killed or has crashed, from its newest whole checkpoint; its numbers are those of a
   * run that was never interrupted. `run` is a run that attach() or runsOf() tells, or, from a terminal, a run's folder.
   * Throws ProblemError, and changes nothing, when document, data or executor are not the recorded ones.
   */
  resume(run: RunId): Promise<RunInfo>
  /** Trains a run's document anew with its seed, data and epochs, and says in the new run's result whether the numbers are the same. */
  repeat(run: RunId): Promise<RunInfo>
  /** Trains a few steps in a process of its own, which keeps nothing. A run or another trial ends it. Throws ProblemError. */
  trial(kind: TrialKind, job: TrainJob): Promise<TrialResult>
  /** Ends the trial that is going on, if any. */
  endTrial(): Promise<void>
  /** Snapshots of the runs of this session, newest first (at most 20); from then on this client gets their events. */
  attach(): Promise<readonly RunSnapshot[]>
  /** The newest runs, `most` of them, of a document among the app's, but for one that is going on. With both, the runs of the draft become those of the file that
   *  it was saved to. */
  runsOf(path: string | null, draft: string | null, most: number): Promise<FoundRuns>
  /** A run that runsOf told, with its epochs. Throws ProblemError. */
  openRun(run: RunId): Promise<RunSnapshot>
  /** All documents that have runs. */
  runDocuments(): Promise<RunDocuments>
  /** Gives the runs of a file that is gone to the file that it became. Throws ProblemError where it is still there. */
  moveRuns(from: string, to: string): Promise<void>
}
export interface EngineEvents {
  /** A run has begun, and again once its data is read: stepsPerEpoch is 0 and hasValidation false before that. A run that is resumed
   *  is told by its old id, and once more with `resumed`, after which its earlier epochs follow as epochsEnded. */
  runStarted(info: RunInfo): void
  runChanged(run: RunId, state: RunState): void
  progress(frame: Progress): void
  /** Of one run, in order; a small network ends many at once. */
  epochsEnded(frames: readonly EpochEnd[]): void
  log(run: RunId, line: LogLine): void
  finished(result: RunResult): void
}

// ── host ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface HostInfo {
  readonly kind: 'electron' | 'web'
  /** 'Electron 45.4.1', 'Chromium-based browser through 127.0.0.1'. */
  readonly name: string
  /** Why this host and not the first choice; shown in the status bar. */
  readonly reason: Text | null
  readonly platform: string
  readonly dialogs: 'native' | 'in-app'
}
export interface OpenedFile {
  readonly path: string
  readonly name: string
  readonly text: string
  /** Digest of the bytes: another one at a later look means that somebody else wrote into the file. */
  readonly version: string
}
export interface FolderEntry {
  readonly name: string
  readonly path: string
  readonly kind: 'file' | 'folder'
}
export interface Folder {
  readonly path: string
  readonly parent: string | null
  readonly entries: readonly FolderEntry[]
}
export type FileKind = 'document' | 'python' | 'csv' | 'idx'
export interface Example {
  readonly id: string
  readonly title: string
  /** Its document, for the picture and the figures on the start screen. */
  readonly text: string
}
export interface RecentFile {
  readonly path: string
  readonly name: string
  /** When it was opened or saved last, in milliseconds since 1970. */
  readonly at: number
  /** Its document; `null` where it cannot be read or is large. */
  readonly text: string | null
  readonly missing: boolean
}
/** Unsaved work of a window. */
export interface Draft {
  readonly text: string
  readonly name: string
  /** The file it belongs to; `null` before the first save. */
  readonly path: string | null
  /** Folder relative data paths start at. */
  readonly folder: string | null
  /** The version of that file that it started from. */
  readonly version: string | null
}
export interface DraftInfo {
  readonly id: string
  /** When it was kept, in milliseconds since 1970; 0 where it cannot be read. */
  readonly at: number
  readonly name: string
  readonly path: string | null
}
export type KeptDraft = Draft & DraftInfo

/** The native menu as the window's commands make it, in the window's language. */
export interface MenuEntry {
  /** The command that the window runs; `-` is a line. */
  readonly id: string
  readonly label: string
  /** 'CmdOrCtrl+Shift+S'; absent for none. */
  readonly accelerator?: string
  readonly enabled: boolean
}
export interface MenuSection {
  readonly id: 'file' | 'edit' | 'arrange' | 'training' | 'view'
  readonly label: string
  readonly entries: readonly MenuEntry[]
}
export interface NativeMenu {
  readonly language: Language
  readonly sections: readonly MenuSection[]
}

/** A block for use in other documents: its name, and the text that the clipboard would hold of it. */
export interface SavedBlock {
  readonly name: string
  readonly text: string
}

/** What the person chose for every window. */
export interface Preferences {
  readonly theme: 'light' | 'dark'
  readonly language: Language
  /** Codes of hints that are not shown. */
  readonly dismissed: readonly string[]
  /** An open group is drawn among what lies around it. */
  readonly surroundings: boolean
}

/** What the person says of data outside the document's folder: it may be read, other data shall be chosen, or neither. */
export type DataAnswer = 'allow' | 'other' | 'cancel'

/** `replaced`: what the file held before the last save here. `refused`: what was last not written, as somebody else had changed the file. */
export type KeptVersion = 'replaced' | 'refused'

export interface HostCalls {
  info(): Promise<HostInfo>
  examples(): Promise<readonly Example[]>
  /** An example's text; its folder lets relative data paths work. */
  readExample(id: string): Promise<OpenedFile>
  /** Native dialog; `null` when cancelled. Only with dialogs: 'native'. */
  chooseFile(kind: FileKind, purpose: 'open' | 'save', suggested: string): Promise<string | null>
  /** Folder listing for the in-app dialog, within the roots; `null` path = first root. Only with dialogs: 'in-app'. */
  listFolder(path: string | null, kind: FileKind): Promise<Folder>
  readDocument(path: string): Promise<OpenedFile>
  /** Whole or not at all; what the file is (a link, one of several names) stays. `kind` limits the extension. `version`: what may be
   *  replaced, `null` for anything; another version there is refused with the code `file-changed`. What is replaced is kept for
   *  `previousVersion`. */
  writeText(
    path: string,
    text: string,
    kind: 'document' | 'python',
    version: string | null,
  ): Promise<OpenedFile>
  /** The version of a document's file as it is now; `null` when it is gone. */
  versionAt(path: string): Promise<string | null>
  /** A text that is kept of a document's file; `null` when there is none. */
  previousVersion(path: string, which: KeptVersion): Promise<OpenedFile | null>
  /** The document to begin with, once: given on the command line, else the one that was open last. */
  initialDocument(): Promise<OpenedFile | null>
  /** Files opened or saved lately, newest first. */
  recent(): Promise<readonly RecentFile[]>
  forgetRecent(path: string): Promise<void>
  /** Keeps this window's unsaved work, under `id` if that is free; gives the id it is kept under. */
  keepDraft(draft: Draft, id: string | null): Promise<string>
  /** This window has nothing unsaved. */
  dropDraft(): Promise<void>
  /** What windows that are gone left unsaved, newest first. */
  drafts(): Promise<readonly DraftInfo[]>
  readDraft(id: string): Promise<KeptDraft>
  discardDraft(id: string): Promise<void>
  /** The person's own blocks, newest first. One of the same name is replaced. */
  blocks(): Promise<readonly SavedBlock[]>
  keepBlock(block: SavedBlock): Promise<void>
  removeBlock(name: string): Promise<void>
  /** `null` where nothing was chosen yet. */
  preferences(): Promise<Preferences | null>
  keepPreferences(chosen: Preferences): Promise<void>
  /** Puts a dropped data file into the document's folder (`null`: the first root) and gives its path there. Never overwrites. Only
   *  where the window does not know the file's own path. */
  keepData(name: string, bytes: Uint8Array, folder: string | null): Promise<string>
  /** Lets the data of a document be a file outside its folder. The desktop asks the person; a page with dialogs of its own has asked, or
   *  without a document tells what was chosen in them. */
  allowData(path: string, document: string | null): Promise<DataAnswer>
  /** Only on the desktop; a browser opens a tab by itself. */
  newWindow(): Promise<void>
  /** What the window shows: for its title, the question before it closes, and reopening. */
  showing(title: string, dirty: boolean, path: string | null): Promise<void>
  setMenu(menu: NativeMenu): Promise<void>
}
export interface HostEvents {
  /** Open the document that lies there (second instance, file association). */
  openDocument(path: string): void
  /** Run this command (the native menu); 'save' is also sent when the person answers the closing question with Save. */
  command(id: string): void
}
