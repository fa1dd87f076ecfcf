/** What the canvas shows of a node or note, and which one lies at a point. A variant that is compared has nodes of the same ids. */
const CANVAS = '[data-focus="canvas"]'

export const canvasElement = (): HTMLElement | null => document.querySelector<HTMLElement>(CANVAS)

/** null for what is not in view: of a large network only that is drawn. */
export const elementOf = (viewId: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`${CANVAS} .react-flow__node[data-id="${CSS.escape(viewId)}"]`)

/** The uppermost; the frame that React Flow lays over what a box has selected does not count. */
export const nodeAt = ({ x, y }: { readonly x: number; readonly y: number }): string | undefined =>
  document
    .elementsFromPoint(x, y)
    .find((element) => !element.matches('.react-flow__nodesselection-rect'))
    ?.closest<HTMLElement>(`${CANVAS} .react-flow__node`)?.dataset.id
