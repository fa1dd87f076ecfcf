/** The window's state. The document lives in `history` and changes only through three verbs: edit commits a named step,
 *  preview shows a drag or a slider, cancel drops it. Selection, theme and runs are beside it, never in it. */
import { create } from 'zustand'
import type { DataInfo } from '../../shared/data/data-info.ts'
import type {
  Document,
  EdgeId,
  Network,
  NetworkId,
  NodeId,
  Position,
} from '../../shared/document/document.ts'
import { type GroupPath, networkAt, within } from '../../shared/document/groups.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { variantsOf } from '../../shared/document/variants.ts'
import type {
  DataAnswer,
  Example,
  FileKind,
  HostInfo,
  RunId,
  RunOwner,
  RuntimeInfo,
} from '../../shared/ipc/contract.ts'
import { type ProblemData, ProblemError } from '../../shared/problem.ts'
import type { Language, Text } from '../../shared/text.ts'
import type { Side } from '../canvas/fit.ts'
import type { Host } from '../host/host.ts'
import { notify } from '../ui/notify.ts'
import { clock } from './clock.ts'
import * as History from './history.ts'
import { newDraftId, UNTITLED } from './names.ts'
import { load } from './preferences.ts'
import { sentencesOf } from './problems.ts'
import type { Runs } from './runs.ts'
import { focusedOn, shownAfter } from './shown-variant.ts'

export interface Selection {
  readonly nodes: readonly NodeId[]
  readonly edges: readonly EdgeId[]
  readonly notes: readonly string[]
}
export interface FileState {
  /** `null` before the first save. */
  readonly path: string | null
  /** Without extension. */
  readonly name: string
  /** Folder relative data paths start at. */
  readonly folder: string | null
  /** Of the file when it was last read or written here; absent before the first save. */
  readonly version?: string
  /** Names the document until it is saved; after that, until its runs are known to be the file's. */
  readonly draft?: string
  /** The document as it is in the file: dirty means another one is present. */
  readonly saved: Document
}
export type DataState =
  | { readonly state: 'none' }
  | { readonly state: 'reading' }
  | { readonly state: 'ready'; readonly info: DataInfo }
  | { readonly state: 'failed'; readonly problems: readonly ProblemData[] }

/** What to do about a file that another program changed; `unanswered` when the question was gone before anybody said so. */
export type ChangedChoice = 'reload' | 'keep' | 'save-as' | 'cancel' | 'unanswered'

/** What a person is being asked; answered through `answer` (ask.ts). */
export type Dialog =
  | { readonly kind: 'discard'; readonly answer: (choice: 'save' | 'discard' | 'cancel') => void }
  | {
      readonly kind: 'file'
      readonly purpose: 'open' | 'save'
      readonly fileKind: FileKind
      readonly suggested: string
      readonly answer: (path: string | null) => void
    }
  | {
      readonly kind: 'changed'
      /** What the file holds now; `null` when that is no document. */
      readonly theirs: Document | null
      readonly answer: (choice: ChangedChoice) => void
    }
  | { readonly kind: 'data'; readonly answer: (choice: 'csv' | 'idx' | 'sample' | null) => void }
  | { readonly kind: 'allow-data'; readonly path: string; readonly answer: (answer: DataAnswer) => void }
  | { readonly kind: 'recover' }
  | { readonly kind: 'start' }
  | { readonly kind: 'connect'; readonly from: NodeId }
  | { readonly kind: 'commands' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'find-node' }
  | { readonly kind: 'rate' }
  | { readonly kind: 'cost' }
  | { readonly kind: 'runs-of' }

/** A place on the screen where a layer is asked for. */
export interface Adding {
  readonly x: number
  readonly y: number
  /** A loose wire waits for its other end: it starts at an output of `node` (`port`), or it ends there. */
  readonly wire?: {
    readonly node: NodeId
    readonly port: number
    readonly forward: boolean
    readonly input: number | null
  }
  /** The layer goes into this wire. */
  readonly into?: EdgeId
}

/** What commands need of the canvas; `null` until it is mounted. */
export interface CanvasHandle {
  /** Brings these nodes and notes into view. */
  fit(nodes: readonly NodeId[], notes?: readonly string[]): void
  /** As large as it can be read: all of it, or its beginning. */
  fitReadable(): void
  /** All of it, however small. */
  fitAll(): void
  /** As a document is shown when it is opened: as it can be read, not enlarged, at once. */
  frame(): void
  /** Goes on to the layers that are out of view on this side. */
  moveOn(side: Side): void
  zoomIn(): void
  zoomOut(): void
  zoomTo(scale: number): void
  /** Where a node's corner must be for its middle to lie at this point of the screen; `null` outside the canvas. */
  place(x: number, y: number): Position | null
  /** Where a node's corner must be for it to lie in the upper middle of what is in view. */
  center(): Position
  /** The middle of the canvas on the screen. */
  middle(): { readonly x: number; readonly y: number }
  /** Scrolls a node into view and gives it the keyboard focus. */
  reveal(node: NodeId): void
  /** Moves the view only if the node would lie outside it. */
  show(node: NodeId): void
}

export interface AppState {
  readonly history: History.History
  /** The variant on the canvas: the main network of what `documentOf` gives. */
  readonly variant: NetworkId
  /** The groups that lead to the network on the canvas; empty for the main one. */
  readonly inGroups: GroupPath
  readonly selection: Selection
  readonly file: FileState
  /** Counts documents opened in this window, so that a view knows when to frame a new one. */
  readonly opened: number
  readonly theme: 'light' | 'dark'
  readonly language: Language
  /** Codes of hints that the person does not want to see. */
  readonly dismissed: readonly string[]
  /** An open group is drawn among what lies around it. */
  readonly surroundings: boolean
  readonly data: DataState
  readonly host: Host | null
  readonly hostInfo: HostInfo | null
  /** Why the connection to host or engine is gone; `null` while it holds. */
  readonly lost: { readonly who: 'host' | 'engine'; readonly reason: string } | null
  readonly examples: readonly Example[]
  readonly runtime: RuntimeInfo | null
  readonly runs: Runs
  /** The run the dock shows; `null` shows the newest. */
  readonly shownRun: RunId | null
  /** The file's real path, by which runs name it; `null` until it is known. */
  readonly realPath: string | null
  /** A document whose runs are shown beside this one's. */
  readonly alsoRunsOf: RunOwner | null
  /** Whether the document has older runs than `runs` has, or may have. */
  readonly olderRuns: 'none' | 'more' | 'unseen'
  /** Between pressing Train and the engine's answer. */
  readonly starting: boolean
  readonly dialog: Dialog | null
  /** Where the context menu of the selection stands; `null` while it is closed. */
  readonly menu: { readonly x: number; readonly y: number } | null
  readonly adding: Adding | null
  /** The note whose text is being written. */
  readonly writing: string | null
  /** What a drag on the empty canvas does: move the view, or draw a box that selects. */
  readonly tool: 'hand' | 'box'
  /** Files hover over the window. */
  readonly dropping: boolean
  readonly canvas: CanvasHandle | null
}

export interface App extends AppState {
  /** Commits one named undo step. The recipe gets the drawing (drawingOf). `burst`: edits with the same key in quick succession become
   *  one step. @returns whether it was done: what is refused says why by itself, and what changes nothing is no step. */
  edit(label: Text, recipe: History.Recipe, burst?: string): boolean
  preview(recipe: History.Recipe): void
  /** As edit, with the whole document: for what is named by its path, and for what makes and removes variants. */
  editWhole(label: Text, recipe: History.Recipe, burst?: string): boolean
  /** Shows another variant from outside any group; no step of the history. */
  showVariant(variant: NetworkId): void
  /** Shows the network that these groups lead to. */
  enter(groups: GroupPath): void
  cancel(): void
  undo(): void
  redo(): void
  /** Undoes or redoes until so many steps are done. */
  jump(steps: number): void
  /** Selects this and nothing else. */
  select(selection: Partial<Selection>): void
  /** Replaces the document: no undo beyond it. `saved`: what its file holds, if that is another. */
  open(document: Document, file: Omit<FileState, 'saved'>, saved?: Document): void
}

/** The document of a window that has none yet. As what is `saved` it says: in no file. */
export const BLANK = emptyDocument(UNTITLED)
const nothing: Selection = { nodes: [], edges: [], notes: [] }

/** Groups that are still there, from the outermost on. */
function pruneGroups(groups: GroupPath, document: Document): GroupPath {
  let left = groups
  while (networkAt(document, left) === null) left = left.slice(0, -1)
  return left
}

/** Drops what is gone from the selection after an undo. */
function prune(selection: Selection, network: Network): Selection {
  const nodes = selection.nodes.filter((id) => Object.hasOwn(network.nodes, id))
  const edges = selection.edges.filter((id) => Object.hasOwn(network.edges, id))
  const notes = selection.notes.filter((id) => Object.hasOwn(network.notes, id))
  return nodes.length === selection.nodes.length &&
    edges.length === selection.edges.length &&
    notes.length === selection.notes.length
    ? selection
    : { nodes, edges, notes }
}

export const useApp = create<App>()((set, get) => {
  /** An edit that is refused (a full network, a foreign clipboard) changes nothing and says why. @returns whether something was done */
  const step = (next: (history: History.History) => History.History, how: 'edit' | 'travel'): boolean => {
    const { history: before, inGroups: groups, selection, variant: shown } = get()
    try {
      const history = next(before)
      if (history === before) return false
      const { present } = history
      // An edit that changed nothing leaves the main network as it is in the file, which need not be the shown one.
      const isSame = present === History.committed(before)
      const variant =
        how === 'travel' ? shownAfter(before.present, present, shown) : isSame ? shown : present.main
      const document = focusedOn(present, variant)
      const inGroups = variant === shown ? pruneGroups(groups, document) : []
      const same = variant === shown && groups === inGroups
      const network = document.networks[networkAt(document, inGroups)!]!
      set({ history, variant, inGroups, selection: same ? prune(selection, network) : nothing })
      return !isSame
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      notify({ en: 'This cannot be done', ko: '할 수 없는 일입니다' }, sentencesOf(error), {
        kind: 'refusal',
      })
      return false
    }
  }
  /** What is edited is what is shown; a recipe that changes nothing of it changes nothing. */
  const onShown =
    (recipe: History.Recipe): History.Recipe =>
    (document) => {
      const shown = focusedOn(document, get().variant)
      const edited = recipe(shown)
      return edited === shown ? document : edited
    }
  const onDrawing =
    (recipe: History.Recipe): History.Recipe =>
    (document) =>
      within(document, networkAt(document, get().inGroups) ?? document.main, recipe)
  return {
    history: History.start(BLANK),
    variant: BLANK.main,
    inGroups: [],
    selection: nothing,
    file: { path: null, name: UNTITLED, folder: null, draft: newDraftId(), saved: BLANK },
    opened: 0,
    ...load(),
    data: { state: 'none' },
    host: null,
    hostInfo: null,
    lost: null,
    examples: [],
    runtime: null,
    runs: {},
    shownRun: null,
    realPath: null,
    alsoRunsOf: null,
    olderRuns: 'none',
    starting: false,
    dialog: null,
    menu: null,
    adding: null,
    writing: null,
    tool: 'hand',
    dropping: false,
    canvas: null,
    edit: (label, recipe, burst) => get().editWhole(label, onDrawing(recipe), burst),
    preview: (recipe) => void step((h) => History.preview(h, onShown(onDrawing(recipe))), 'edit'),
    editWhole: (label, recipe, burst) =>
      step(
        (h) => History.edit(h, label, onShown(recipe), burst ? { key: burst, at: clock.now() } : null),
        'edit',
      ),
    showVariant: (variant) => {
      const { history, variant: shown } = get()
      if (variant !== shown && variantsOf(history.present).includes(variant))
        set({ variant, inGroups: [], selection: nothing, menu: null, adding: null, writing: null })
    },
    enter: (groups) => {
      if (networkAt(documentOf(get()), groups) !== null)
        set({ inGroups: groups, selection: nothing, menu: null, adding: null, writing: null })
    },
    cancel: () => void step(History.cancel, 'travel'),
    undo: () => void step(History.undo, 'travel'),
    redo: () => void step(History.redo, 'travel'),
    jump: (steps) => void step((h) => History.jump(h, steps), 'travel'),
    select: (selection) => set({ selection: { ...nothing, ...selection } }),
    open: (document, file, saved = document) =>
      set((s) => ({
        history: History.start(document),
        variant: document.main,
        inGroups: [],
        selection: nothing,
        menu: null,
        adding: null,
        writing: null,
        file: { ...file, ...(file.path === null && { draft: file.draft ?? newDraftId() }), saved },
        shownRun: null,
        realPath: null,
        alsoRunsOf: null,
        olderRuns: 'none',
        opened: s.opened + 1,
      })),
  }
})

/** The document as it is shown: the variant on the canvas is its main network. What is in the file is `history.present`. */
export const documentOf = (state: AppState): Document => focusedOn(state.history.present, state.variant)

/** The document with the network on the canvas in the place of the main one: what is drawn and edited. */
export function drawingOf(state: AppState): Document {
  const document = documentOf(state)
  return focusedOn(document, networkAt(document, state.inGroups) ?? document.main)
}
/** Tells, after something that took a while, whether the document that is open now is still the one that is open then. */
export function whileOpen(): () => boolean {
  const { opened } = useApp.getState()
  return () => useApp.getState().opened === opened
}

export const isDirty = (state: AppState): boolean => state.history.present !== state.file.saved
export const canUndo = (state: AppState): boolean =>
  state.history.past.length > 0 || state.history.base !== null
export const canRedo = (state: AppState): boolean => state.history.future.length > 0
export const useDocument = (): Document => useApp(documentOf)
export const useDrawing = (): Document => useApp(drawingOf)
