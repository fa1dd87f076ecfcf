/** The calls and events between the window, its host and the engine: two plain interfaces for each side. birpc carries them over
 *  anything that posts bytes (shared/ipc/port.ts); the receiver validates every argument with its schema (shared/ipc/schemas.ts). */
import type { DataInfo } from '../data/data-info.ts'
import type { DataReference } from '../data/reference.ts'
import type { ProblemData } from '../problem.ts'
import type { Language, Text } from '../text.ts'

// ── engine ────────────────────────────────────────────────────────────────────────────────────────────────────────

export type RunId = string

/** The document that a run was started from: the path of its file, or the id of its draft if it has not been saved yet. */
export type RunOwner = { readonly path: string } | { readonly draft: string }

export interface TrainJob {
  /** The document as the text of its file; the engine parses and validates it again. */
  readonly document: string
  /** Folder that relative paths in the document start at; `null` for a document without a file. */
  readonly folder: string | null
  /** The document that the run belongs to; absent: only the folder of the run identifies it. */
  readonly owner?: RunOwner
  /** The document's file, if it has one; it determines which data files are allowed. */
  readonly file?: string | null
  readonly epochs?: number
  readonly seed?: number
  /** Overrides the path of the data source (`--data`). */
  readonly data?: string
  /** Folder that the run is written to; absent: a new folder in the app's runs folder. */
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

/** Progress of a run during training or validation; `values` are in the order of RunInfo.series. */
export interface Progress {
  readonly run: RunId
  readonly state: RunState
  /** The current epoch, 1-based; `step` is the number of steps finished in it. */
  readonly epoch: number
  readonly step: number
  readonly stepsPerSecond: number
  readonly secondsLeft: number | null
  /** Means of loss and metrics since the start of the epoch. */
  readonly values: Float32Array
}
export interface EpochEnd {
  readonly run: RunId
  readonly epoch: number
  /** Figures of training, then of validation; NaN where there is no validation. */
  readonly train: Float32Array
  readonly validation: Float32Array | null
  /** Learning rate of the last step of the epoch. */
  readonly learningRate: number
  readonly millisecondsPerStep: number
  readonly best: boolean
  /** Number of epochs that early stopping has waited. */
  readonly waited: number
}
export interface RunResult {
  readonly run: RunId
  readonly state: 'finished' | 'stopped' | 'paused' | 'failed'
  readonly bestEpoch: number | null
  readonly folder: string | null
  readonly seconds: number
  readonly problems: readonly ProblemData[]
  /** Why the run ended, for the log: all epochs done, early stopping, the user, an error. */
  readonly reason: Text
  /** For a run that repeats another one: whether the numbers are equal, and otherwise what differs. */
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
  /** The document that the run was started from, with the real path of its file; absent if unknown. */
  readonly owner?: RunOwner
  /** 'TensorFlow 2.21 · XLA · 2 cores'. */
  readonly executor: string
  /** Number of epochs without improvement after which early stopping ends the run; absent without early stopping. */
  readonly patience?: number
  /** The quantity that early stopping monitors, by its Keras name: 'val_loss'. */
  readonly monitor?: string
  /** Where a resumed run continued: the 0-based epoch and the steps finished in it. Later steps are repeated with the same numbers. */
  readonly resumed?: { readonly epoch: number; readonly step: number }
}
/** Everything that a newly opened window needs to show a run. */
export interface RunSnapshot {
  readonly info: RunInfo
  readonly epochEnds: readonly EpochEnd[]
  /** Points inside epochs so far, thinned to at most 4,000: the position in epochs (1.5 = middle of the second), then the series. */
  readonly points: Float32Array
  readonly progress: Progress | null
  readonly result: RunResult | null
  readonly log: readonly LogLine[]
}
/** A run on disk, read from its record; openRun returns its epochs. */
export interface FoundRun {
  readonly info: RunInfo
  readonly result: RunResult
  readonly epochsDone: number
}
export interface FoundRuns {
  /** Newest first. */
  readonly runs: readonly FoundRun[]
  /** There are older runs, which a higher limit returns. */
  readonly more: boolean
  /** This computer has so many runs that the oldest were not read; some of them may belong to this document. */
  readonly unseen: boolean
  /** Another engine is working on a run of this document; the run is returned once that has ended. */
  readonly busy: boolean
  /** The real path of the file, which runs refer to; `null` for a draft. */
  readonly path: string | null
}
/** A document that has runs. */
export interface RunDocument {
  readonly owner: RunOwner
  /** Name of its latest run. */
  readonly name: string
  readonly runs: number
  /** Start of the latest run, in milliseconds since 1970. */
  readonly latest: number
  /** Its file no longer exists. */
  readonly missing: boolean
}
export interface RunDocuments {
  /** Latest first. */
  readonly documents: readonly RunDocument[]
  /** Folders without a usable run. */
  readonly skipped: readonly ProblemData[]
}
/** Kinds of trials before a run: a learning rate range test, or a measurement of the cost of an epoch. */
export type TrialKind = 'rates' | 'cost'
export type TrialResult =
  | {
      readonly kind: 'rates'
      /** Loss of each step at the rates of shared/training/rate-range.ts; shorter when the loss diverged. */
      readonly losses: readonly number[]
      readonly suggested: number | null
    }
  | {
      readonly kind: 'cost'
      readonly millisecondsPerStep: number
      readonly secondsToCompile: number
      /** Seconds per epoch, including validation. */
      readonly secondsPerEpoch: number
      /** Memory of the training process, in bytes. */
      readonly bytes: number
    }
export interface LogLine {
  readonly at: number
  readonly text: Text
  /** The line states why the run ended, which is also part of its result. */
  readonly ends?: true
}

export interface RuntimeInfo {
  readonly tensorflow: 'wheel' | 'tfjs-download' | 'none'
  readonly version: string | null
  readonly xla: boolean
  readonly cores: number
  /** Why this runtime is used, when it is not the first choice. */
  readonly reason: Text | null
}

export interface EngineCalls {
  runtime(): Promise<RuntimeInfo>
  /**
   * Reads and describes the data, and prepares the cache.
   * @param file the file of the document, if it has one
   * @throws ProblemError with the code `data_not_allowed` if the user must be asked first (allowData), with other codes if reading fails
   */
  describeData(reference: DataReference, folder: string | null, file: string | null): Promise<DataInfo>
  train(job: TrainJob): Promise<RunInfo>
  stop(run: RunId): Promise<void>
  /** Saves a checkpoint and ends the process of the run; the state of its result is then 'paused'. */
  pause(run: RunId): Promise<void>
  /**
   * Continues a run that was paused, stopped or killed or that crashed, from its newest complete checkpoint. Its numbers are those of a
   * run that was never interrupted.
   * @param run a run returned by attach() or runsOf(), or, on the command line, the folder of a run
   * @throws ProblemError, without changing anything, when document, data or executor differ from the recorded ones
   */
  resume(run: RunId): Promise<RunInfo>
  /** Trains the document of a run again with the same seed, data and epochs. The new run's result states whether the numbers are equal. */
  repeat(run: RunId): Promise<RunInfo>
  /** Trains a few steps in a separate process, which saves nothing. Starting a run or another trial ends it. @throws ProblemError */
  trial(kind: TrialKind, job: TrainJob): Promise<TrialResult>
  /** Ends the current trial, if any. */
  endTrial(): Promise<void>
  /** Returns snapshots of the runs of this session, newest first, at most 20, and subscribes this client to their events. */
  attach(): Promise<readonly RunSnapshot[]>
  /**
   * Returns the newest runs of a document from the app's runs folder, at most `limit`, without the current one. If both `path` and `draft`
   * are given, the runs of the draft are assigned to the file that it was saved to.
   */
  runsOf(path: string | null, draft: string | null, limit: number): Promise<FoundRuns>
  /** Returns a run listed by runsOf, with its epochs. @throws ProblemError */
  openRun(run: RunId): Promise<RunSnapshot>
  /** Returns all documents that have runs. */
  runDocuments(): Promise<RunDocuments>
  /** Assigns the runs of a file that was renamed or moved to the new file. @throws ProblemError if the old file still exists */
  moveRuns(from: string, to: string): Promise<void>
}
export interface EngineEvents {
  /** Emitted when a run starts and again when its data has been read; until then stepsPerEpoch is 0 and hasValidation false. For a resumed
   *  run it is emitted with the old id, then again with `resumed`, followed by its earlier epochs as epochsEnded. */
  runStarted(info: RunInfo): void
  runChanged(run: RunId, state: RunState): void
  progress(frame: Progress): void
  /** Finished epochs of one run, in order; a small network may finish many at once. */
  epochsEnded(frames: readonly EpochEnd[]): void
  log(run: RunId, line: LogLine): void
  finished(result: RunResult): void
}

// ── host ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface HostInfo {
  readonly kind: 'electron' | 'web'
  /** 'Electron 45.4.1', 'Chromium-based browser through 127.0.0.1'. */
  readonly name: string
  /** Why this host is used, when it is not the first choice; shown in the status bar. */
  readonly reason: Text | null
  readonly platform: string
  readonly dialogs: 'native' | 'in-app'
}
export interface OpenedFile {
  readonly path: string
  readonly name: string
  readonly text: string
  /** Digest of the bytes. A different digest later means that another program has changed the file. */
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
  /** The text of its document, for the preview and the figures on the start screen. */
  readonly text: string
}
export interface RecentFile {
  readonly path: string
  readonly name: string
  /** Time when it was last opened or saved, in milliseconds since 1970. */
  readonly at: number
  /** The text of its document; `null` if it is unreadable or too large. */
  readonly text: string | null
  readonly missing: boolean
}
/** The unsaved document of a window. */
export interface Draft {
  readonly text: string
  readonly name: string
  /** The file it belongs to; `null` before the first save. */
  readonly path: string | null
  /** Folder that relative data paths start at. */
  readonly folder: string | null
  /** The version of that file that the draft is based on. */
  readonly version: string | null
}
export interface DraftInfo {
  readonly id: string
  /** Time when it was saved, in milliseconds since 1970; 0 if it cannot be read. */
  readonly at: number
  readonly name: string
  readonly path: string | null
}
export type SavedDraft = Draft & DraftInfo

/** An entry of the native menu, which the window builds from its commands in its language. */
export interface MenuEntry {
  /** The command that the window runs; `-` is a separator. */
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

/** A block for use in other documents. `text` is the same text that copying the block puts on the clipboard. */
export interface SavedBlock {
  readonly name: string
  readonly text: string
}

/** User preferences for all windows. */
export interface Preferences {
  readonly theme: 'light' | 'dark'
  readonly language: Language
  /** Codes of dismissed hints, which are not shown. */
  readonly dismissed: readonly string[]
  /** An open group is drawn together with the nodes around it. */
  readonly surroundings: boolean
}

/** The user's answer about data outside the document's folder: read it, choose other data, or cancel. */
export type DataAnswer = 'allow' | 'other' | 'cancel'

/** `replaced`: the content of the file before the last save. `refused`: the last text that was not written because another program had
 *  changed the file. */
export type SavedVersion = 'replaced' | 'refused'

export interface HostCalls {
  info(): Promise<HostInfo>
  examples(): Promise<readonly Example[]>
  /** Returns the file of an example; relative data paths start at its folder. */
  readExample(id: string): Promise<OpenedFile>
  /** Shows the native file dialog; returns `null` when cancelled. Only with dialogs: 'native'. */
  chooseFile(kind: FileKind, purpose: 'open' | 'save', suggested: string): Promise<string | null>
  /** Lists a folder within the roots for the in-app dialog; the path `null` is the first root. Only with dialogs: 'in-app'. */
  listFolder(path: string | null, kind: FileKind): Promise<Folder>
  readDocument(path: string): Promise<OpenedFile>
  /**
   * Writes a file atomically; symbolic and hard links stay links. The replaced content is saved for `previousVersion`.
   * @param kind determines the allowed file extension
   * @param version the version that may be replaced, `null` for any
   * @throws ProblemError with the code `file-changed` if the file has another version
   */
  writeText(
    path: string,
    text: string,
    kind: 'document' | 'python',
    version: string | null,
  ): Promise<OpenedFile>
  /** Returns the current version of a document's file, or `null` if the file no longer exists. */
  versionAt(path: string): Promise<string | null>
  /** Returns a saved earlier text of a document's file, or `null` if there is none. */
  previousVersion(path: string, which: SavedVersion): Promise<OpenedFile | null>
  /** Returns the document to open at start, only once: the one given on the command line, otherwise the one that was open last. */
  initialDocument(): Promise<OpenedFile | null>
  /** Returns recently opened or saved files, newest first. */
  recent(): Promise<readonly RecentFile[]>
  forgetRecent(path: string): Promise<void>
  /** Saves the unsaved document of this window, under `id` if that is free. Returns the id that was used. */
  keepDraft(draft: Draft, id: string | null): Promise<string>
  /** Deletes the draft of this window, because it has no unsaved changes. */
  dropDraft(): Promise<void>
  /** Returns the drafts of windows that no longer exist, newest first. */
  drafts(): Promise<readonly DraftInfo[]>
  readDraft(id: string): Promise<SavedDraft>
  discardDraft(id: string): Promise<void>
  /** Returns the user's saved blocks, newest first. keepBlock replaces a block of the same name. */
  blocks(): Promise<readonly SavedBlock[]>
  keepBlock(block: SavedBlock): Promise<void>
  removeBlock(name: string): Promise<void>
  /** Returns `null` if no preferences have been saved yet. */
  preferences(): Promise<Preferences | null>
  keepPreferences(chosen: Preferences): Promise<void>
  /** Copies a dropped data file into the document's folder (`null`: the first root) and returns its path there. Never overwrites a file.
   *  Only used when the window does not know the path of the file. */
  keepData(name: string, bytes: Uint8Array, folder: string | null): Promise<string>
  /** Allows a document to use a data file outside its folder. The desktop app asks the user; a page with in-app dialogs has already asked.
   *  Without a document, the page reports the file that was chosen in its dialog. */
  allowData(path: string, document: string | null): Promise<DataAnswer>
  /** Opens a new window. Only in the desktop app; a browser opens tabs itself. */
  newWindow(): Promise<void>
  /** Reports what the window shows, for its title, the question before it closes and reopening. */
  showing(title: string, dirty: boolean, path: string | null): Promise<void>
  setMenu(menu: NativeMenu): Promise<void>
}
export interface HostEvents {
  /** Asks the window to open the document at this path (second instance, file association). */
  openDocument(path: string): void
  /** Asks the window to run a command of the native menu. 'save' is also sent when the user chooses Save in the question before closing. */
  command(id: string): void
}
