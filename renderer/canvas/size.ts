/** Every node has the same size, so nothing has to be measured and wires are right from the first frame. In pixels. */
export const NODE_WIDTH = 212
export const NODE_HEIGHT = 52
/** Between two branches. */
export const APART = 44
/** Nodes snap to it, so that a chain stays straight. */
export const GRID = 4
/** From dot to dot of the canvas; a step of a chain is three downwards and eleven to the right. */
export const GRID_DOTS = 28
/** The scales between which the canvas is looked at. */
export const SMALLEST = 0.1
export const GREATEST = 2
/** A note is at least so large that its text can be pressed. */
export const NOTE_WIDTH = 96
export const NOTE_HEIGHT = 44
