/** Rows in memory for short trainings: clouds of points, and numbers that follow from the inputs. */
import type { DataInfo, TargetInfo } from '../../shared/data/data-info.ts'
import { dataInfo } from './data-info.ts'
import { streamOf } from './random-arrays.ts'
import type { Rows } from './short-run.ts'

export interface RowsOptions {
  readonly seed: number
  readonly train: number
  readonly validation?: number
  readonly features: number
  /** Rows of each class, as shares; absent: three classes of the same size. */
  readonly shares?: readonly number[]
  /** Distance of the centres of the clouds, whose standard deviation is 1; 0: the inputs say nothing about the class. */
  readonly distance?: number
  /** Share of training rows with the label of a random class. */
  readonly noise?: number
  /** Factor on the first feature. */
  readonly scale?: number
}

/** Points around the centre of their class. */
export function cloudRows(options: RowsOptions): Rows {
  const {
    seed,
    train,
    validation = 0,
    features,
    shares = [1, 1, 1],
    distance = 3,
    noise = 0,
    scale = 1,
  } = options
  const stream = streamOf(seed)
  const total = shares.reduce((a, b) => a + b)
  const ends = shares.map((_, i) => shares.slice(0, i + 1).reduce((a, b) => a + b))
  const rows = train + validation
  const centres = shares.map(() => Array.from({ length: features }, () => stream.normal()))
  const lengths = centres.map((centre) => Math.hypot(...centre))
  const y = new Int32Array(rows)
  const x = new Float32Array(rows * features)
  for (let row = 0; row < rows; row++) {
    const place = ((row * 0.618_034) % 1) * total
    const kind = ends.findIndex((end) => place < end)
    y[row] = row < train && stream.uniform() < noise ? stream.uniformInt(shares.length) : kind
    for (let i = 0; i < features; i++)
      x[row * features + i] =
        (stream.normal() + (distance * centres[kind]![i]!) / lengths[kind]!) * (i === 0 ? scale : 1)
  }
  const classes = shares.map((_, i) => 'abcdefghij'[i]!)
  const counts = (from: number, to: number) =>
    classes.map((_, c) => y.slice(from, to).filter((k) => k === c).length)
  const target: TargetInfo = {
    name: 'kind',
    kind: 'classes',
    classes,
    counts: { train: counts(0, train), validation: counts(train, rows), test: classes.map(() => 0) },
  }
  return rowsOf({ train, validation, features }, target, x, y)
}

export interface NumbersOptions extends Omit<RowsOptions, 'shares' | 'distance' | 'noise'> {
  /** Mean and standard deviation of the target. */
  readonly offset?: number
  readonly spread?: number
}

/** A smooth function of the inputs. */
export function numberRows(options: NumbersOptions): Rows {
  const { seed, train, validation = 0, features, scale = 1, offset = 0, spread = 1 } = options
  const stream = streamOf(seed)
  const rows = train + validation
  const slopes = Array.from({ length: features }, () => stream.normal())
  const length = Math.hypot(...slopes)
  const x = new Float32Array(rows * features)
  const y = new Float32Array(rows)
  for (let row = 0; row < rows; row++) {
    let sum = 0
    for (let i = 0; i < features; i++) {
      const value = stream.normal()
      sum += (slopes[i]! / length) * value
      x[row * features + i] = value * (i === 0 ? scale : 1)
    }
    y[row] = offset + spread * (sum + 0.1 * stream.normal())
  }
  const known = y.slice(0, train)
  const mean = known.reduce((a, b) => a + b, 0) / train
  const deviation = Math.sqrt(known.reduce((a, b) => a + (b - mean) ** 2, 0) / train)
  const target: TargetInfo = {
    name: 'size',
    kind: 'number',
    classes: [],
    scaling: { offset: mean, scale: deviation },
  }
  return rowsOf({ train, validation, features }, target, x, y)
}

function rowsOf(
  {
    train,
    validation,
    features,
  }: { readonly train: number; readonly validation: number; readonly features: number },
  target: TargetInfo,
  x: Float32Array,
  y: Int32Array | Float32Array,
): Rows {
  const info: DataInfo = dataInfo({
    rows: { train, validation, test: 0 },
    shape: [features],
    columns: Array.from({ length: features }, (_, i) => ({ name: `f${i}`, type: 'number' })),
    targets: [target],
  })
  const numbered = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i)
  return {
    info,
    columns: new Map<string, Int32Array | Float32Array>([
      ['x', x],
      ['y', y],
    ]),
    train: numbered(0, train),
    validation: numbered(train, train + validation),
  }
}
