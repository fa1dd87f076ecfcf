/** The size of every node, in pixels. It is fixed, so that nothing is measured and wires are right from the first frame. */
export const NODE_WIDTH = 212
export const NODE_HEIGHT = 52
/** The gap between two branches. */
export const BRANCH_GAP = 44
/** The grid that dragged nodes snap to, so that a chain stays straight. */
export const GRID = 4
/** The distance between the dots of the canvas. A step of a chain is three of them down, or eleven to the right. */
export const DOT_SPACING = 28
/** The limits of the canvas's zoom. */
export const MIN_ZOOM = 0.1
export const MAX_ZOOM = 2
/** The minimum size of a note, at which its text can still be clicked. */
export const MIN_NOTE_WIDTH = 96
export const MIN_NOTE_HEIGHT = 44
