/** The size of every node, in pixels. It is fixed, so that nothing is measured and wires are right from the first frame. */
export const NODE_WIDTH = 212
export const NODE_HEIGHT = 52
/** The gap between two branches. */
export const APART = 44
/** The grid that dragged nodes snap to, so that a chain stays straight. */
export const GRID = 4
/** The distance between the dots of the canvas. A step of a chain is three of them down, or eleven to the right. */
export const GRID_DOTS = 28
/** The limits of the canvas's zoom. */
export const SMALLEST = 0.1
export const GREATEST = 2
/** The minimum size of a note, at which its text can still be clicked. */
export const NOTE_WIDTH = 96
export const NOTE_HEIGHT = 44
