/** Every node has the same size, so nothing has to be measured and wires are right from the first frame. In pixels. */
export const NODE_WIDTH = 212
export const NODE_HEIGHT = 52
/** Nodes snap to it, so that a chain stays straight. */
export const GRID = 4
