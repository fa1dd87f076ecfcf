/** The areas of the window in the order of F6, and what has the focus when one is entered. */
import { viewIdOf } from '../canvas/notes.ts'
import { app } from './state.ts'

const AREAS = ['top', 'side', 'canvas', 'properties', 'dock'] as const
type Area = (typeof AREAS)[number]

const TAB = '[role="tab"][aria-selected="true"]'
const FIRST: { readonly [A in Area]: string } = {
  top: 'button:not(:disabled)',
  side: TAB,
  canvas: '[data-focus="canvas"]',
  properties: ':is(input, select, textarea):not(:disabled)',
  dock: TAB,
}

function enter(area: Area): void {
  if (area === 'canvas') goToCanvas()
  else document.querySelector(`[data-area="${area}"]`)?.querySelector<HTMLElement>(FIRST[area])?.focus()
}

/** The selected layer or note, or the canvas where none is. */
export function goToCanvas(): void {
  const { nodes, notes } = app().selection
  const [node] = [...nodes, ...notes.map(viewIdOf)]
  const one = node === undefined ? null : `.react-flow__node[data-id="${CSS.escape(node)}"]`
  const shown = one === null ? null : document.querySelector<HTMLElement>(one)
  const to = shown ?? document.querySelector<HTMLElement>(FIRST.canvas)
  to?.focus({ preventScroll: true })
}

/** The first argument of what is selected. */
export const goToProperties = (): void => enter('properties')

/** The next area, or with −1 the one before, in a circle. */
export function goToArea(step: 1 | -1): void {
  const now = document.activeElement?.closest<HTMLElement>('[data-area]')?.dataset.area
  const at = AREAS.indexOf(now as Area)
  const from = at < 0 ? AREAS.indexOf('canvas') - step : at
  enter(AREAS.at((from + step) % AREAS.length)!)
}
