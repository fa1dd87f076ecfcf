/** Whether the drawing is looked at from so far away that its small print could not be read: cards then show their type alone, in large
 *  letters, and wires no shapes, which also leaves less to mount and to paint where most is in view. */
import { useStore } from '@xyflow/react'

/** The scale at which the small print is five pixels high. */
const FAR = 0.4

export const useFar = (): boolean => useStore((s) => s.transform[2] < FAR)
