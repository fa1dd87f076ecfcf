/** All commands, one file each. */
import { cache } from './cache.ts'
import { check } from './check.ts'
import type { Command } from './command.ts'
import { data } from './data.ts'
import { evaluate } from './evaluate.ts'
import { exportCommand } from './export.ts'
import { predict } from './predict.ts'
import { rates } from './rates.ts'
import { runs } from './runs.ts'
import { serve } from './serve.ts'
import { signals } from './signals.ts'
import { summary } from './summary.ts'
import { train } from './train.ts'

export const commands: readonly Command[] = [
  train,
  evaluate,
  predict,
  runs,
  data,
  rates,
  signals,
  summary,
  check,
  exportCommand,
  cache,
  serve,
]
