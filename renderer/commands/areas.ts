/** The areas of the window in the order of F6, and the element that each of them focuses. */
import { canvasElement, elementOf } from '../edits/elements.ts'
import { viewIdOf } from '../geometry/view-id.ts'
import { closeCode } from '../state/code-panel.ts'
import type { Workspace } from '../state/store.ts'
import { firstFocusable, focusNextFrame } from '../ui/focus.ts'
import { app } from './state.ts'

const AREAS = {
  design: ['top', 'side', 'canvas', 'message', 'tour', 'properties', 'dock'],
  data: ['top', 'source', 'columns', 'message', 'column', 'rows'],
  runs: ['top', 'scopes', 'runs', 'message', 'run', 'curves', 'predict'],
} as const satisfies { readonly [W in Workspace]: readonly string[] }
type Area = (typeof AREAS)[Workspace][number]

const TAB = '[role="tab"][aria-selected="true"]'
const FOCUS_SELECTORS: { readonly [A in Exclude<Area, 'canvas'>]: string } = {
  top: 'button',
  side: TAB,
  message: 'button',
  tour: '[data-kind="main"]',
  properties: 'input, select, textarea, [role="textbox"]',
  dock: TAB,
  source: 'button',
  columns: '[data-focus="columns"][tabindex="0"], [data-focus="columns"] :is([tabindex="0"], button)',
  column: 'button, input, select',
  rows: TAB,
  scopes: 'input',
  runs: '[data-focus="runs"][tabindex], [data-focus="runs"] [data-row][tabindex="0"]',
  run: 'input, button',
  curves: '[role="group"][tabindex="0"]',
  predict: TAB,
}

const areaOf = (element: Element | null): Area | undefined =>
  element?.closest<HTMLElement>('[data-area]')?.dataset.area as Area | undefined

/** The area that last had the focus, as the focused element may have been removed. While undefined, F6 goes to the canvas first. */
let lastArea: Area | undefined
globalThis.document?.addEventListener('focusin', ({ target }) => {
  lastArea = areaOf(target as Element) ?? lastArea
})

/** The element that gets the focus in an area: on the canvas the selected layer or note, or the canvas itself. */
function focusTarget(area: Area): HTMLElement | null | undefined {
  if (area === 'canvas') {
    const { nodes, notes } = app().selection
    const [node] = [...nodes, ...notes.map(viewIdOf)]
    return (node === undefined ? null : elementOf(node)) ?? canvasElement()
  }
  const root = [...document.querySelectorAll(`[data-area="${area}"]`)].find((each) =>
    each.checkVisibility({ checkVisibilityCSS: true }),
  )
  return root && (firstFocusable(root, FOCUS_SELECTORS[area]) ?? firstFocusable(root, 'button'))
}

export const goToCanvas = (): void => focusTarget('canvas')?.focus({ preventScroll: true })

/** Focuses the first argument of the selection; the code panel is closed, because it covers the properties. */
export function goToProperties(): void {
  closeCode()
  focusNextFrame(() => focusTarget('properties'))
}

/** Focuses the next area that can have the focus, or with −1 the previous one, cyclically. */
export function goToArea(step: 1 | -1): void {
  const areas: readonly Area[] = AREAS[app().workspace]
  const current = areas.indexOf(areaOf(document.activeElement) ?? lastArea ?? 'canvas')
  // The third one is the middle of the window.
  const from = current < 0 ? 2 - step : current
  for (let n = 1; n <= areas.length; n++) {
    const area = areas.at((from + n * step) % areas.length)!
    const target = focusTarget(area)
    target?.focus({ preventScroll: area === 'canvas' })
    if (target) return
  }
}
