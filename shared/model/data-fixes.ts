/** Edits of the document that solve problems which the engine finds with the data. The engine sends problems without functions. */
import { removeMarks, setData } from '../document/edits.ts'
import type { ProblemData } from '../problem.ts'
import type { Fix, Problem } from './fix.ts'

/** The problem with its fix, if there is one. */
export function withDataFix(problem: ProblemData): Problem {
  const fix = fixOf(problem)
  return fix ? { ...problem, fix } : problem
}

function fixOf({ code, rows }: ProblemData): Fix | null {
  if (code === 'data_marks' && rows)
    return {
      label:
        rows.length === 1
          ? { en: 'Remove this mark', ko: '이 표시 지우기' }
          : { en: 'Remove these marks', ko: '이 표시 지우기' },
      apply: (document) => removeMarks(document, rows),
    }
  if (code === 'data_split_column')
    return {
      label: { en: 'Split at random', ko: '무작위로 나누기' },
      apply: (document) =>
        setData(setData(document, 'split.method', 'train_test_split'), 'split.column', null),
    }
  return null
}
