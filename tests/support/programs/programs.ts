/** Documents whose programs cover what the examples do not: other data, other targets, graphs, and options of every kind. */
import { PROGRAMS_OF_BLOCKS } from './blocks.ts'
import { PROGRAMS_BY_DATA } from './data.ts'
import { PROGRAMS_BY_LAYERS } from './layers.ts'
import { PROGRAMS_BY_OUTPUTS } from './outputs.ts'
import type { Program } from './program.ts'
import { PROGRAMS_BY_TRAINING } from './training.ts'

export const PROGRAMS: readonly Program[] = [
  ...PROGRAMS_BY_DATA,
  ...PROGRAMS_BY_LAYERS,
  ...PROGRAMS_BY_TRAINING,
  ...PROGRAMS_BY_OUTPUTS,
  ...PROGRAMS_OF_BLOCKS,
]
