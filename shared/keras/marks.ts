/** Marks of rows as Python: lists of rows at the top, and lines after the split that leave rows out and correct labels. */
import type { DataReference } from '../data/data-reference.ts'
import { excludedRows, isExcluded, isRelabelled, relabelledRows } from '../data/marks.ts'
import { type PartVariable, type Source, type TargetEncoding, targetVariable } from './source.ts'

export interface MarksCode {
  readonly settings: readonly string[]
  /** Lines after the split, which must not see them. */
  readonly lines: readonly string[]
}

/** The variable with the rows that are left out. */
export const EXCLUDED = 'EXCLUDED'
const labelsVariable = (target: number): string => (target === 0 ? 'LABELS' : `LABELS_${target}`)

/** @param targets names of the targets, as far as they are known */
export function marksCode(
  { marks = [] }: DataReference,
  source: Source,
  {
    targets,
    encodings,
    parts,
  }: {
    readonly targets: readonly string[]
    readonly encodings: readonly TargetEncoding[]
    readonly parts: readonly PartVariable[]
  },
): MarksCode {
  const excluded = excludedRows(marks)
  const labels = encodings.map((_, target) =>
    // Before the data is read, the last column has no name.
    targets.length === 0 ? marks.filter(isRelabelled) : relabelledRows(marks, targets[target]!),
  )
  return {
    settings: [
      ...(excluded.length > 0 ? filled(`${EXCLUDED} = [`, excluded.map(String), ']') : []),
      ...labels.flatMap((marked, target) =>
        marked.length > 0
          ? filled(
              `${labelsVariable(target)} = {`,
              marked.map(({ row, label }) => `${row}: ${source.labelCode(target, label)}`),
              '}',
            )
          : [],
      ),
    ],
    lines: [
      ...(marks.some(isExcluded) ? exclusion(parts, source.rowNumbers) : []),
      ...labels.flatMap((marked, target) => (marked.length > 0 ? correction(target, source) : [])),
    ],
  }
}

function exclusion(parts: readonly PartVariable[], numbers: string | null): string[] {
  const rows = (part: string) => (numbers === null ? part : `${numbers}[${part}]`)
  const [only, ...others] = parts
  return others.length === 0
    ? [`${only} = ${only}[~np.isin(${rows(only!)}, ${EXCLUDED})]`]
    : [
        `${parts.join(', ')} = (part[~np.isin(${rows('part')}, ${EXCLUDED})] for part in (${parts.join(', ')}))`,
      ]
}

function correction(target: number, source: Source): string[] {
  const [variable, labels] = [targetVariable(target), labelsVariable(target)]
  const rows = source.rowNumbers === null ? `[*${labels}]` : `${source.rowNumbers}.get_indexer([*${labels}])`
  return [
    ...source.writable(target).map((value) => `${variable} = ${value}`),
    `${variable}[${rows}] = ${source.rightValues(target, labels)}`,
  ]
}

const WIDTH = 88

/** Items in brackets, as many on each line as fit. */
function filled(open: string, items: readonly string[], close: string): string[] {
  const single = open + items.join(', ') + close
  if (single.length <= WIDTH) return [single]
  const lines: string[] = []
  let line = '   '
  for (const item of items) {
    if (line.length + item.length + 2 > WIDTH && line.trim() !== '') {
      lines.push(line)
      line = '   '
    }
    line += ` ${item},`
  }
  return [open, ...lines, line, close]
}
