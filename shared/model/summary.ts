/** The text of Keras 3's model.summary() at 80 columns, identical in every character. keras/src/utils/summary_utils.py; the package
 *  rich draws the table. */
import { formatShape } from '../graph/shape.ts'
import { operationOrder } from './keras-order.ts'
import { countParameters, isChain, isStraight, type Model, type ModelCall, type ModelLayer } from './model.ts'

interface Column {
  readonly title: string
  /** Characters inside the cell. */
  readonly width: number
  readonly right?: boolean
}

/** Column widths that rich computes from Keras's fractions of 76 characters (80 of the terminal minus 4). */
const CHAIN: readonly Column[] = [
  { title: 'Layer (type)', width: 31 },
  { title: 'Output Shape', width: 22 },
  { title: 'Param #', width: 13, right: true },
]
const GRAPH: readonly Column[] = [
  { title: 'Layer (type)', width: 19 },
  { title: 'Output Shape', width: 17 },
  { title: 'Param #', width: 10, right: true },
  { title: 'Connected to', width: 17 },
]

/** The text that Keras 3 prints for the model when it writes to a file (no colours, 80 columns), with a final line break. A chain is
 *  printed as Sequential, any other network as a functional model, with its connections if it has branches
 *  (keras/src/utils/summary_utils.py). */
export function summary(model: Model): string {
  const chain = isChain(model)
  const layers = chain ? model.layers : operationOrder(model)
  const columns = isStraight(model) ? CHAIN : GRAPH
  const rows = layers.map((layer) => rowOf(model, layer).slice(0, columns.length))
  return [
    `Model: "${chain ? 'sequential' : 'functional'}"`,
    ...table(columns, rows),
    ...totals(model.layers),
    '',
  ].join('\n')
}

function rowOf(model: Model, layer: ModelLayer): string[] {
  const calls = model.calls.filter((c) => c.layer === layer)
  const type = layer.definition.kerasClass ?? layer.definition.type
  return [
    `${layer.name} (${type})`,
    shapeOf(calls.at(-1)!),
    formatNumber(countParameters([layer]).total),
    calls.flatMap((c) => c.inputs.map((i) => connection(model, i))).join(', ') || '-',
  ]
}

/** Keras writes a shape of one size without the comma of a Python tuple. */
const shapeOf = (call: ModelCall): string => formatShape(call.outputShape).replace(',)', ')')

/** `dense[1][0]`: the layer, the index of its call, the index of the output. */
function connection(model: Model, index: number): string {
  const { layer } = model.calls[index]!
  const callIndex = model.calls.slice(0, index).filter((c) => c.layer === layer).length
  return `${layer.name}[${callIndex}][0]`
}

function totals(layers: readonly ModelLayer[]): string[] {
  const { total, trainable, nonTrainable } = countParameters(layers)
  return [
    ` Total params: ${formatNumber(total)} (${memory(total)})`,
    ` Trainable params: ${formatNumber(trainable)} (${memory(trainable)})`,
    ` Non-trainable params: ${formatNumber(nonTrainable)} (${memory(nonTrainable)})`,
  ]
}

const formatNumber = (n: number): string => n.toLocaleString('en-US')

/** Size of float32 numbers in units of base 1024. */
function memory(parameters: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB']
  let size = parameters * 4
  for (const unit of units) {
    if (size / 1024 < 1) return `${size.toFixed(2)} ${unit}`
    size /= 1024
  }
  return `${size.toFixed(2)} PB`
}

function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const rule = (left: string, fill: string, between: string, right: string) =>
    left + columns.map((c) => fill.repeat(c.width + 2)).join(between) + right
  const line = (cells: readonly string[], bar: string) =>
    `${bar} ${cells.map((cell, i) => pad(cell, columns[i]!)).join(` ${bar} `)} ${bar}`
  const body = rows.map((row) => linesOf(columns, row).map((cells) => line(cells, '│')))
  return [
    rule('┏', '━', '┳', '┓'),
    line(
      columns.map((c) => c.title),
      '┃',
    ),
    rule('┡', '━', '╇', '┩'),
    ...body.flatMap((lines, i) => (i === 0 ? lines : [rule('├', '─', '┼', '┤'), ...lines])),
    rule('└', '─', '┴', '┘'),
  ]
}

const pad = (cell: string, { width, right }: Column): string =>
  right ? cell.padStart(width) : cell.padEnd(width)

/** The cells of a row as text lines, padded to the same number of lines. */
function linesOf(columns: readonly Column[], row: readonly string[]): string[][] {
  const cells = row.map((text, i) => wrap(text, columns[i]!.width))
  const height = Math.max(...cells.map((lines) => lines.length))
  return Array.from({ length: height }, (_, n) => cells.map((lines) => lines[n] ?? ''))
}

/** Breaks between words; a word wider than the cell is cut off with "…" (rich's overflow "ellipsis"). */
function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.match(/\S+\s*/g) ?? ['']) {
    const fits = line.length + word.trimEnd().length <= width
    if (!fits && line !== '') {
      lines.push(line)
      line = ''
    }
    line += word
  }
  lines.push(line)
  return lines.map((l) => l.trimEnd()).map((l) => (l.length > width ? `${l.slice(0, width - 1)}…` : l))
}
