/** Reads pairs of IDX files (images, labels) into the rows of a dataset, pair by pair. */
import { createHash } from 'node:crypto'
import type { Text } from '../../../shared/text.ts'
import { type CheckedWriter, checkedWriter } from './checked-file.ts'
import type { ResolvedFile } from './find-file.ts'
import { type IdxFile, openIdx } from './idx-file.ts'
import { MAX_CLASSES } from './limits.ts'
import { problemError } from './problem-error.ts'
import { texts } from './texts.ts'
import type { Report, RowFiles, Rows } from './types.ts'
import { bytesOf, writeArray } from './write-rows.ts'

export interface IdxPair {
  readonly images: ResolvedFile
  readonly labels: ResolvedFile
}

export interface IdxOptions {
  readonly title: string
  /** Names of the classes 0, 1, …; if absent, the labels themselves. */
  readonly classes?: readonly string[]
  readonly notes: readonly Text[]
  readonly report: Report
}

/** Writes features and targets of all pairs. Bytes are stored as bytes and scaled by 1/255 in the training step; values of every other type
 *  are stored as float32. Class integers are the indices of the labels in ascending order, as in numpy.unique. */
export async function readIdx(
  pairs: readonly IdxPair[],
  files: RowFiles,
  options: IdxOptions,
): Promise<Rows & { readonly sha256: string }> {
  const writer = await checkedWriter(files.features)
  const hash = createHash('sha256')
  const labels: Int32Array[] = []
  let shape: readonly number[] | null = null
  let dtype: Rows['dtype'] | null = null
  try {
    for (const pair of pairs) {
      const images = await openIdx(pair.images, 'images')
      const { dtype: kind, shape: rowShape } = rowsOf(images)
      if ((dtype ?? kind) !== kind || String(shape ?? rowShape) !== String(rowShape)) {
        await closeIdx(images)
        throw problemError(
          'idx_mismatch',
          texts.idxMismatch(pair.images.path, shape ?? [], rowShape),
          'images',
        )
      }
      shape = rowShape
      dtype = kind
      await writeValues(images, writer, hash.update.bind(hash), pair.images.path, options.report)
      labels.push(await readLabels(pair.labels, images.sizes[0]!))
    }
  } finally {
    await writer.close()
  }
  const all = concat(labels)
  const classes = [...new Set(all)].sort((a, b) => a - b)
  if (classes.length > MAX_CLASSES)
    throw problemError('data_classes', texts.tooManyClasses('labels', classes.length, MAX_CLASSES), 'labels')
  const knownClasses = options.classes
  const names = knownClasses && classes.every((c) => c >= 0 && c < knownClasses.length) ? knownClasses : null
  const index = new Map(classes.map((c, i) => [c, names ? c : i]))
  const targets = all.map((label) => index.get(label)!)
  hash.update(bytesOf(targets))
  await writeArray(files.targets, targets)
  return {
    title: options.title,
    count: all.length,
    shape: shape!,
    dtype: dtype!,
    columns: [],
    targets: [{ name: 'label', kind: 'classes', classes: names ?? classes.map(String) }],
    weights: null,
    preparation: { offset: [0], scale: [dtype === 'uint8' ? 1 / 255 : 1] },
    notes: options.notes,
    sha256: hash.digest('hex'),
  }
}

/** What a row is: bytes stay bytes, every other type becomes float32. */
export const rowsOf = ({ type, sizes }: Pick<IdxFile, 'type' | 'sizes'>): Pick<Rows, 'dtype' | 'shape'> => ({
  dtype: type.name === 'ubyte' ? 'uint8' : 'float32',
  shape: sizes.length > 1 ? sizes.slice(1) : [1],
})

async function writeValues(
  idx: IdxFile,
  writer: CheckedWriter,
  update: (bytes: Uint8Array) => void,
  path: string,
  report: Report,
): Promise<void> {
  const total = idx.sizes.reduce((a, b) => a * b, 1)
  const perRow = total / idx.sizes[0]!
  let valuesRead = 0
  let reportedFraction = 0
  for await (const piece of idx.pieces) {
    const values = idx.type.name === 'ubyte' ? piece : bytesOf(floatsOf(idx, piece, valuesRead, perRow, path))
    update(values)
    await writer.write(values)
    valuesRead += piece.length / idx.type.bytes
    if (valuesRead / total - reportedFraction >= 0.02) {
      reportedFraction = valuesRead / total
      report(reportedFraction, texts.reading(path))
    }
  }
}

/** The numbers of a piece. @param done numbers before it @throws ProblemError naming the row of one that is not finite */
export function floatsOf(
  idx: IdxFile,
  piece: Buffer,
  done: number,
  perRow: number,
  path: string,
): Float32Array {
  const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength)
  const values = new Float32Array(piece.length / idx.type.bytes)
  for (let i = 0; i < values.length; i++) {
    values[i] = idx.type.read(view, i * idx.type.bytes)
    if (!Number.isFinite(values[i]))
      throw problemError(
        'idx_not_finite',
        texts.idxNotFinite(path, Math.floor((done + i) / perRow)),
        'images',
      )
  }
  return values
}

/** One whole number for each row. @throws ProblemError if the file has another number of labels, or no whole numbers */
export async function readLabels(file: ResolvedFile, rows: number): Promise<Int32Array> {
  const idx = await openIdx(file, 'labels')
  const { path } = file
  const error =
    idx.sizes.length !== 1
      ? problemError('idx_labels', texts.idxLabelShape(path, idx.sizes), 'labels')
      : !idx.type.isInteger
        ? problemError('idx_labels', texts.idxLabelType(path, idx.type.name), 'labels')
        : idx.sizes[0] !== rows
          ? problemError('idx_count', texts.idxCount(rows, idx.sizes[0]!), 'labels')
          : null
  if (error) {
    await closeIdx(idx)
    throw error
  }
  const labels = new Int32Array(rows)
  let offset = 0
  for await (const piece of idx.pieces) {
    const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength)
    for (let i = 0; i < piece.length; i += idx.type.bytes) labels[offset++] = idx.type.read(view, i)
  }
  return labels
}

/** Closes a file without reading its values. */
export const closeIdx = async (idx: IdxFile): Promise<void> => {
  for await (const _ of idx.pieces) break
}

function concat(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((n, p) => n + p.length, 0))
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return all
}
