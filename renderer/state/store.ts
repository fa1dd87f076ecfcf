/** State of the window. The document is part of `history` and changes only through these methods: `edit` and `editWhole` commit a named
 *  step, `preview` shows a drag or a slider, `cancel` discards the preview, `undo`, `redo` and `jump` move through the steps, `open`
 *  replaces it. Selection, theme and runs are stored separately. */
import { create } from 'zustand'
import type { DataInfo } from '../../shared/data/data-info.ts'
import {
  type Document,
  type EdgeId,
  mainNetwork,
  type Network,
  type NetworkId,
  type NodeId,
  type Position,
} from '../../shared/document/document.ts'
import { editNetwork, type GroupPath, networkAt } from '../../shared/document/groups.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { variantsOf } from '../../shared/document/variants.ts'
import type {
  Example,
  FileKind,
  HostInfo,
  Permission,
  RunId,
  RunOwner,
  RuntimeInfo,
} from '../../shared/ipc/contract/index.ts'
import { type ProblemData, ProblemError } from '../../shared/problem.ts'
import type { Text } from '../../shared/text.ts'
import type { Side } from '../geometry/box.ts'
import type { Host } from '../host/host.ts'
import { clock } from './clock.ts'
import * as History from './history.ts'
import { newDraftId, UNTITLED } from './names.ts'
import { notify } from './notify.ts'
import { type Appearance, loadPreferences } from './preferences.ts'
import { sentencesOf } from './problems.ts'
import type { Runs } from './runs.ts'
import { focusedOn, variantAfter } from './shown-variant.ts'

export interface Selection {
  readonly nodes: readonly NodeId[]
  readonly edges: readonly EdgeId[]
  readonly notes: readonly string[]
}
export interface FileState {
  /** `null` before the first save. */
  readonly path: string | null
  /** Without the extension. */
  readonly name: string
  /** Folder to which relative data paths refer. */
  readonly folder: string | null
  /** Version of the file when it was last read or written here; absent before the first save. */
  readonly version?: string
  /** Id of the document until it is saved, and after that until its runs are known to belong to the file. */
  readonly draft?: string
  /** The document as it is in the file. The document is dirty if the present one is another object. */
  readonly saved: Document
}
export type DataState =
  | { readonly state: 'none' }
  | { readonly state: 'reading' }
  | { readonly state: 'ready'; readonly info: DataInfo }
  | { readonly state: 'failed'; readonly problems: readonly ProblemData[] }

/** The choice for a file that another program has changed; `unanswered` if the dialog closed without a choice. */
export type ChangedChoice = 'reload' | 'keep' | 'save-as' | 'cancel' | 'unanswered'

/** What a stop in a set of runs means. */
export type StopChoice = 'all' | 'one' | 'cancel'

/** The open dialog: its name and its data. open-dialog.tsx renders it. Dialogs with a question are answered through `answer`, and ask.ts
 *  lists the answer that stands for closing each. */
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
      /** The current document of the file; `null` if the file is not a valid document. */
      readonly theirs: Document | null
      readonly answer: (choice: ChangedChoice) => void
    }
  | { readonly kind: 'data'; readonly answer: (choice: 'table' | 'idx' | 'sample' | null) => void }
  | { readonly kind: 'allow-data'; readonly path: string; readonly answer: (answer: Permission) => void }
  | { readonly kind: 'recover' }
  | { readonly kind: 'start' }
  | { readonly kind: 'connect'; readonly from: NodeId }
  | { readonly kind: 'commands' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'about' }
  | { readonly kind: 'find-node' }
  | { readonly kind: 'rate' }
  | { readonly kind: 'cost' }
  | { readonly kind: 'runs-of' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'report' }
  | { readonly kind: 'seeds' }
  | { readonly kind: 'optimizers' }
  | { readonly kind: 'stop-set'; readonly answer: (choice: StopChoice) => void }

/** A screen position at which a layer is being added. */
export interface Adding {
  readonly x: number
  readonly y: number
  /** A wire with one free end. It starts at output `port` of `node` if `forward`, else it ends there. */
  readonly wire?: {
    readonly node: NodeId
    readonly port: number
    readonly forward: boolean
    readonly input: number | null
  }
  /** The wire into which the layer is inserted. */
  readonly into?: EdgeId
}

/** Canvas functions for commands; `null` until the canvas is mounted. */
export interface CanvasHandle {
  /** Scrolls and zooms to fit these nodes and notes. */
  fit(nodes: readonly NodeId[], notes?: readonly string[]): void
  /** Fits the network at a readable scale: all of it, or its beginning. */
  fitReadable(): void
  /** Fits the whole network at any scale. */
  fitAll(): void
  /** The initial view of an opened document: readable, not enlarged, without animation. */
  frame(): void
  /** Moves to the layers that are out of view on this side. */
  panToOutOfView(side: Side): void
  zoomIn(): void
  zoomOut(): void
  zoomTo(scale: number): void
  /** Position of a node whose center is at this point of the screen; `null` outside the canvas. */
  positionAt(x: number, y: number): Position | null
  /** Position of a node in the upper middle of the visible area. */
  center(): Position
  /** The center of the canvas in screen coordinates. */
  middle(): { readonly x: number; readonly y: number }
  /** Scrolls a node into view and focuses it. */
  reveal(node: NodeId): void
  /** Moves the view only if the node is outside it. */
  ensureVisible(node: NodeId): void
}

/** A view of the document that fills the window below the top bar. */
export type Workspace = 'design' | 'data' | 'runs'

export interface AppState extends Appearance {
  readonly history: History.History
  /** The variant on the canvas, which is the main network of the document that `documentOf` returns. */
  readonly variant: NetworkId
  /** Path of groups to the network on the canvas; empty for the main network. */
  readonly inGroups: GroupPath
  readonly selection: Selection
  readonly file: FileState
  readonly workspace: Workspace
  /** Number of documents opened in this window. A view fits a new document when it changes. */
  readonly opened: number
  /** Codes of the hints that the user has dismissed. */
  readonly dismissed: readonly string[]
  /** Whether an open group is drawn together with its surroundings. */
  readonly surroundings: boolean
  readonly data: DataState
  readonly host: Host | null
  readonly hostInfo: HostInfo | null
  /** Why the connection to the host or the engine was lost; `null` while connected. */
  readonly lostConnection: { readonly who: 'host' | 'engine'; readonly reason: string } | null
  readonly examples: readonly Example[]
  readonly runtime: RuntimeInfo | null
  readonly runs: Runs
  /** The run in the dock; `null` for the newest. */
  readonly shownRun: RunId | null
  /** The file's real path, by which runs refer to it; `null` until it is known. */
  readonly realPath: string | null
  /** The owner of the additional runs shown with this document's runs. */
  readonly otherRunsOwner: RunOwner | null
  /** Whether the document has, or may have, runs that are older than those in `runs`. */
  readonly olderRuns: 'none' | 'more' | 'unseen'
  /** True from the Train command until the engine's answer. */
  readonly starting: boolean
  readonly dialog: Dialog | null
  /** Position of the context menu; `null` while it is closed. */
  readonly menu: { readonly x: number; readonly y: number } | null
  readonly adding: Adding | null
  /** The id of the note whose text is being edited. */
  readonly editedNote: string | null
  /** The action of a drag on the empty canvas: pan the view, or select with a box. */
  readonly tool: 'hand' | 'box'
  /** Whether files are dragged over the window. */
  readonly dropping: boolean
  readonly canvas: CanvasHandle | null
}

export interface App extends AppState {
  /** Commits one named undo step. The recipe receives the focused document (focusedDocumentOf). Edits with the same `burst` key in quick
   *  succession are merged into one step. @returns whether the document changed: a refused edit notifies the user itself, and an edit
   *  without a change adds no step */
  edit(name: Text, recipe: History.Recipe, burst?: string): boolean
  preview(recipe: History.Recipe): void
  /** Like `edit`, but with the whole document: for edits that use full paths, and for edits that add or remove variants. */
  editWhole(name: Text, recipe: History.Recipe, burst?: string): boolean
  /** Applies what follows from an edit of the data to the whole document, as a part of that step. */
  followData(name: Text, recipe: History.Recipe): void
  /** Shows another variant, outside any group. Adds no step to the history. */
  showVariant(variant: NetworkId): void
  /** Shows the network at this path of groups. */
  enter(groups: GroupPath): void
  cancel(): void
  undo(): void
  redo(): void
  /** Undoes or redoes until `steps` steps are applied. */
  jump(steps: number): void
  /** Replaces the selection. */
  select(selection: Partial<Selection>): void
  /** Opens a document and clears the history. `saved` is the document in the file if it differs. */
  open(document: Document, file: Omit<FileState, 'saved'>, saved?: Document): void
}

/** The document of a new window. As the `saved` document it means that the document is in no file. */
export const BLANK = emptyDocument(UNTITLED)
const EMPTY_SELECTION: Selection = { nodes: [], edges: [], notes: [] }

/** The longest prefix of the path that still exists. */
function pruneGroups(groups: GroupPath, document: Document): GroupPath {
  let remaining = groups
  while (networkAt(document, remaining) === null) remaining = remaining.slice(0, -1)
  return remaining
}

/** Removes deleted elements from the selection. */
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
  /** Applies a history change. A refused edit (a full network, a foreign clipboard) changes nothing and notifies the user. @returns
   *  whether the document changed */
  const step = (next: (history: History.History) => History.History, kind: 'edit' | 'travel'): boolean => {
    const { history: previous, inGroups: groups, selection, variant: shown } = get()
    try {
      const history = next(previous)
      if (history === previous) return false
      const { present } = history
      // An edit without a change keeps the main network of the file, which may differ from the shown one.
      const isUnchanged = present === History.committed(previous)
      const variant =
        kind === 'travel'
          ? variantAfter(previous.present, present, shown)
          : isUnchanged
            ? shown
            : present.main
      const document = focusedOn(present, variant)
      const inGroups = variant === shown ? pruneGroups(groups, document) : []
      const isSameNetwork = variant === shown && groups === inGroups
      const network = document.networks[networkAt(document, inGroups)!]!
      set({
        history,
        variant,
        inGroups,
        selection: isSameNetwork ? prune(selection, network) : EMPTY_SELECTION,
      })
      return !isUnchanged
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      notify({ en: 'This cannot be done', ko: '할 수 없는 일입니다' }, sentencesOf(error), {
        kind: 'refusal',
      })
      return false
    }
  }
  /** Applies a recipe to the shown variant. A recipe without a change returns the same document. */
  const applyToShown =
    (recipe: History.Recipe): History.Recipe =>
    (document) => {
      const shown = focusedOn(document, get().variant)
      const edited = recipe(shown)
      return edited === shown ? document : edited
    }
  const applyToFocused =
    (recipe: History.Recipe): History.Recipe =>
    (document) =>
      editNetwork(document, networkAt(document, get().inGroups) ?? document.main, recipe)
  return {
    history: History.start(BLANK),
    variant: BLANK.main,
    inGroups: [],
    selection: EMPTY_SELECTION,
    file: { path: null, name: UNTITLED, folder: null, draft: newDraftId(), saved: BLANK },
    workspace: 'design',
    opened: 0,
    ...loadPreferences(),
    data: { state: 'none' },
    host: null,
    hostInfo: null,
    lostConnection: null,
    examples: [],
    runtime: null,
    runs: {},
    shownRun: null,
    realPath: null,
    otherRunsOwner: null,
    olderRuns: 'none',
    starting: false,
    dialog: null,
    menu: null,
    adding: null,
    editedNote: null,
    tool: 'hand',
    dropping: false,
    canvas: null,
    edit: (name, recipe, burst) => get().editWhole(name, applyToFocused(recipe), burst),
    preview: (recipe) => void step((h) => History.preview(h, applyToShown(applyToFocused(recipe))), 'edit'),
    editWhole: (name, recipe, burst) =>
      step(
        (h) => History.edit(h, name, applyToShown(recipe), burst ? { key: burst, at: clock.now() } : null),
        'edit',
      ),
    followData: (name, recipe) =>
      void step((h) => History.follow(h, name, applyToShown(recipe), ({ data }) => data), 'edit'),
    showVariant: (variant) => {
      const { history, variant: shown } = get()
      if (variant !== shown && variantsOf(history.present).includes(variant))
        set({
          variant,
          inGroups: [],
          selection: EMPTY_SELECTION,
          menu: null,
          adding: null,
          editedNote: null,
        })
    },
    enter: (groups) => {
      if (networkAt(documentOf(get()), groups) !== null)
        set({ inGroups: groups, selection: EMPTY_SELECTION, menu: null, adding: null, editedNote: null })
    },
    cancel: () => void step(History.cancel, 'travel'),
    undo: () => void step(History.undo, 'travel'),
    redo: () => void step(History.redo, 'travel'),
    jump: (steps) => void step((h) => History.jump(h, steps), 'travel'),
    select: (selection) => set({ selection: { ...EMPTY_SELECTION, ...selection } }),
    open: (document, file, saved = document) =>
      set((s) => ({
        history: History.start(document),
        variant: document.main,
        inGroups: [],
        selection: EMPTY_SELECTION,
        menu: null,
        adding: null,
        editedNote: null,
        file: { ...file, ...(file.path === null && { draft: file.draft ?? newDraftId() }), saved },
        shownRun: null,
        realPath: null,
        otherRunsOwner: null,
        olderRuns: 'none',
        opened: s.opened + 1,
      })),
  }
})

/** The document as shown: the variant on the canvas is its main network. The file contains `history.present`. */
export const documentOf = (state: AppState): Document => focusedOn(state.history.present, state.variant)

/** The focused document: the document with the network on the canvas as its main network. This is what is drawn and edited. */
export function focusedDocumentOf(state: AppState): Document {
  const document = documentOf(state)
  return focusedOn(document, networkAt(document, state.inGroups) ?? document.main)
}
/** The network on the canvas. */
export const currentNetwork = (): Network => mainNetwork(focusedDocumentOf(useApp.getState()))

/** Returns a function that tells whether the document that is open now is still open when it is called. For use after an await. */
export function createOpenCheck(): () => boolean {
  const { opened } = useApp.getState()
  return () => useApp.getState().opened === opened
}

export const isDirty = (state: AppState): boolean => state.history.present !== state.file.saved
export const canUndo = (state: AppState): boolean =>
  state.history.past.length > 0 || state.history.base !== null
export const canRedo = (state: AppState): boolean => state.history.future.length > 0
export const useDocument = (): Document => useApp(documentOf)
export const useFocusedDocument = (): Document => useApp(focusedDocumentOf)
