/** Switches between the workspaces. They are views of one document; each keeps its selection, its scroll positions and its focus. */
import { COLUMNS_SELECTOR, focusNextFrame } from '../ui/focus.ts'
import { showDataTab } from './data-view.ts'
import { useDock } from './dock.ts'
import { documentOf, useApp, type Workspace } from './store.ts'
import { isTable, useTable } from './table.ts'

/** The element of each workspace that last had the focus. */
const lastFocused = new Map<Workspace, HTMLElement>()
globalThis.document?.addEventListener('focusin', ({ target }) => {
  const view = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-workspace]') : null
  if (view) lastFocused.set(view.dataset.workspace as Workspace, target as HTMLElement)
})

/** The element that gets the focus in a workspace which has not had it yet. */
const FIRST_FOCUS: { readonly [W in Workspace]: string } = {
  design: '[data-focus="canvas"]',
  data: COLUMNS_SELECTOR,
  runs: '[data-focus="runs"][tabindex], [data-focus="runs"] [data-row][tabindex="0"]',
}

/** The element that had the focus in the visible workspace, or else its first. */
export function workspaceFocus(): HTMLElement | null {
  const { workspace } = useApp.getState()
  const last = lastFocused.get(workspace)
  return last?.checkVisibility({ checkVisibilityCSS: true })
    ? last
    : document.querySelector<HTMLElement>(FIRST_FOCUS[workspace])
}

/** Shows a workspace without moving the focus. */
export function showWorkspace(workspace: Workspace): void {
  if (useApp.getState().workspace !== workspace) useApp.setState({ workspace, menu: null, adding: null })
}

/** The workspace that a key has shown, until it has the focus. */
let requested: Workspace | null = null

/** A workspace is loaded after the key that shows it, and then takes the focus, also if nothing visible has it. */
export function focusLoaded(workspace: Workspace): void {
  const { activeElement } = document
  const isLost =
    activeElement === document.body || !activeElement?.checkVisibility({ checkVisibilityCSS: true })
  if (isLost || requested === workspace) focusNextFrame(workspaceFocus)
}

/** Shows a workspace and focuses the element in it that had the focus. */
export function goToWorkspace(workspace: Workspace): void {
  requested = workspace
  showWorkspace(workspace)
  focusNextFrame(workspaceFocus)
}

/** Lists the problems in the dock of the visible workspace. The Data workspace has one only for a table that is known. */
export function showProblems(): void {
  const app = useApp.getState()
  const hasDock = isTable(documentOf(app).data) && useTable.getState().profile !== null
  if (app.workspace === 'data' && hasDock) showDataTab('problems')
  else {
    showWorkspace('design')
    useDock.getState().show('problems')
  }
}
