/** The Python that reads the data, one function for each data source of shared/data/sources.ts. */
import { type DataInfo, hasNumericClasses, type TargetInfo } from '../data/data-info.ts'
import type { DataReference } from '../data/data-reference.ts'
import { type DataSourceType, dataSources } from '../data/sources.ts'
import { type Config, getMember, toNames } from '../fields/index.ts'
import { call, keyword, list, statement, text } from './printer.ts'

export interface Source {
  readonly imports: readonly string[]
  readonly functions: readonly (readonly string[])[]
  readonly options: readonly string[]
  /** Lines that define `x` (raw rows), a variable with class indices or numbers for each target (see `labelsVariable`), and `weights` if
   *  the rows have weights. */
  readonly read: readonly string[]
  /** Lines that scale `x` once the training rows are known. */
  readonly prepare: readonly string[]
}

/** Name of the variable with the values of a target. */
export const labelsVariable = (target: number): string => (target === 0 ? 'labels' : `labels_${target}`)

/** How a program encodes a target: as numbers, as class indices, or as class indices with the numbers that the classes stand for. */
export type TargetEncoding = 'number' | 'classes' | 'values'

/** Name of the variable with the values of the classes of a target, by class index. */
export const classesVariable = (labels: string): string => labels.replace('labels', 'classes')

/** Names of the targets that the document selects; empty if it leaves the selection to the data. */
export const chosenTargets = (reference: DataReference): readonly string[] =>
  getMember(dataSources, reference.source).isTable
    ? toNames((reference.source as unknown as CsvProps).target)
    : []

/**
 * @param targets names of the data's targets, as far as they are known
 * @param encodings encoding of each target
 * @throws Error for an unknown data source
 */
export function sourceCode(
  reference: DataReference,
  info: DataInfo | null,
  targets: readonly string[],
  encodings: readonly TargetEncoding[],
): Source {
  const write = Object.hasOwn(WRITERS, reference.source.type)
    ? WRITERS[reference.source.type as DataSourceType]
    : undefined
  if (!write)
    throw new Error(
      `No Python for the data source ${reference.source.type}. Add it to shared/keras/sources.ts.`,
    )
  return write(reference.source, info, targets, encodings)
}

type Writer = (
  props: Config,
  info: DataInfo | null,
  targets: readonly string[],
  encodings: readonly TargetEncoding[],
) => Source

const WRITERS: { readonly [type in DataSourceType]: Writer } = {
  fashion_mnist: fashionMnist,
  idx: ({ images, labels }, info) => idx(String(images), String(labels), info),
  csv: (props, ...rest) => csv(props as unknown as CsvProps, ...rest),
}

const option = (name: string, value: string, help: string): string[] =>
  statement(
    call(
      'parser.add_argument',
      text(name),
      'type=Path',
      keyword('default', text(value)),
      keyword('help', text(help)),
    ),
  )

// ── IDX files ────────────────────────────────────────────────────────────────────────────────────────────────────

const READ_IDX = [
  'def read_idx(path):',
  '    """The array in an IDX file, plain or gzipped."""',
  '    if not path.exists():',
  '        path = path.with_name(path.name + ".gz")',
  '    data = path.read_bytes()',
  '    if data[:2] == b"\\x1f\\x8b":',
  '        data = gzip.decompress(data)',
  '    kind = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}[data[2]]',
  '    sizes = np.frombuffer(data, ">i4", count=data[3], offset=4)',
  '    return np.frombuffer(data, kind, offset=4 + 4 * data[3]).reshape(sizes)',
]

const idxSource = { imports: ['argparse', 'gzip'], functions: [READ_IDX], prepare: [] }

/** The dataset is in the folder where the app stores it, in four files named like those of MNIST. */
function fashionMnist(): Source {
  const concatenateParts = (variable: string, kind: string) =>
    statement(
      call('np.concatenate', list([`read_idx(args.data / f"{part}-${kind}") for part in ("train", "t10k")`])),
      `${variable} = `,
    )
  return {
    ...idxSource,
    options: option('--data', '.cache/data/fashion-mnist', 'folder with the four IDX files of Fashion-MNIST'),
    read: [
      ...concatenateParts('x', 'images-idx3-ubyte'),
      'x = x.astype("float32") / 255',
      ...concatenateParts('labels', 'labels-idx1-ubyte'),
    ],
  }
}

function idx(images: string, labels: string, info: DataInfo | null): Source {
  const scaleLine =
    info === null
      ? 'x = x.astype("float32") / (255 if x.dtype == np.uint8 else 1)'
      : `x = x.astype("float32")${info.dtype === 'uint8' ? ' / 255' : ''}`
  const hasSequentialLabels = info?.targets[0].classes.every((name, i) => name === String(i)) ?? false
  return {
    ...idxSource,
    options: [
      ...option('--images', images, 'IDX file with the images'),
      ...option('--labels', labels, 'IDX file with one label per image'),
    ],
    read: [
      'x, labels = read_idx(args.images), read_idx(args.labels)',
      ...(info?.shape.length === 1 && info.shape[0] === 1 ? ['x = x.reshape(-1, 1)'] : []),
      scaleLine,
      ...(hasSequentialLabels ? [] : ['_, labels = np.unique(labels, return_inverse=True)']),
    ],
  }
}

// ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────

export interface CsvProps {
  readonly path: string
  readonly target: string | readonly string[] | null
  readonly task: 'auto' | 'classes' | 'number'
  readonly features: readonly string[] | null
  readonly sample_weight: string | null
  readonly standardize: boolean
}

const readTable = (header: boolean): string[] => [
  'def read_table(path):',
  '    """Column names and cells of a CSV file."""',
  '    with open(path, newline="", encoding="utf-8-sig") as file:',
  '        delimiter = max(",;\\t|", key=file.readline().count)',
  '        file.seek(0)',
  '        rows = [row for row in csv.reader(file, delimiter=delimiter) if row]',
  '    cells = np.char.strip(np.array(rows))',
  ...(header
    ? ['    return list(cells[0]), cells[1:]']
    : ['    return [f"column{i}" for i in range(cells.shape[1])], cells']),
]

function csv(
  props: CsvProps,
  info: DataInfo | null,
  targets: readonly string[],
  encodings: readonly TargetEncoding[],
): Source {
  const chosen = toNames(props.target)
  // No name is needed for the last column.
  const targetNames = chosen.length === 0 ? [] : targets
  const features = toNames(props.features)
  const weights = props.sample_weight || null
  const named = info ? [...info.columns, ...info.targets].map((c) => c.name).concat(info.weights ?? []) : []
  // The app names the columns of a table without a header column0, column1…
  const header = named.length === 0 || !named.every((name) => /^column\d+$/.test(name))
  const columnIndex = (name: string) => call('names.index', text(name))
  const several = targetNames.length > 1
  const nonFeatures = [several ? '*targets' : 'target', ...(weights === null ? [] : ['weight'])]
  const featureFilter =
    nonFeatures.length > 1
      ? `i not in (${nonFeatures.join(', ')})`
      : several
        ? 'i not in targets'
        : 'i != target'
  return {
    imports: ['argparse', 'csv'],
    functions: [readTable(header)],
    options: option('--data', props.path, 'CSV file'),
    read: [
      'names, table = read_table(args.data)',
      ...(several
        ? statement(list(targetNames.map(columnIndex)), 'targets = ')
        : statement(targetNames.length === 0 ? 'len(names) - 1' : columnIndex(targetNames[0]!), 'target = ')),
      ...(weights === null ? [] : statement(columnIndex(weights), 'weight = ')),
      ...(features.length > 0
        ? [
            ...statement(list(features.map(text)), 'chosen = '),
            'features = [names.index(name) for name in chosen]',
          ]
        : [`features = [i for i in range(len(names)) if ${featureFilter}]`]),
      'x = table[:, features].astype("float32")',
      ...encodings.map((encoding, i) =>
        labelsLine(labelsVariable(i), several ? `targets[${i}]` : 'target', encoding, info?.targets[i]),
      ),
      ...(weights === null ? [] : ['weights = table[:, weight].astype("float32")']),
    ],
    prepare: props.standardize
      ? [
          'mean, std = x[train_rows].mean(axis=0), x[train_rows].std(axis=0)',
          'x = (x - mean) / np.where(std > 0, std, 1)',
        ]
      : [],
  }
}

/** The line that defines the values of a target. Class indices follow the sorted classes: numerically if all classes are numbers,
 *  otherwise as text. */
function labelsLine(
  variable: string,
  column: string,
  encoding: TargetEncoding,
  target: TargetInfo | undefined,
): string {
  if (encoding === 'number') return `${variable} = table[:, ${column}].astype("float32")`
  const numeric = target !== undefined && hasNumericClasses(target)
  const values = encoding === 'values' ? classesVariable(variable) : '_'
  return `${values}, ${variable} = np.unique(table[:, ${column}]${numeric ? '.astype(float)' : ''}, return_inverse=True)`
}
