/** The data as Python: where the rows come from, the same split as in the app, preparation measured on the training rows. */
import type { DataInfo } from '../data/data-info.ts'
import { SPLIT_FUNCTIONS, splitCall } from '../data/split-python.ts'
import type { DataReference } from '../document/document.ts'
import { call, keyword, list, statement, text } from './printer.ts'

export interface Target {
  /** What the loss takes: class numbers, one-hot rows or numbers. */
  readonly form: 'class' | 'one-hot' | 'number'
  /** Outputs of the network. */
  readonly units: number
  /** Numbers stand in a column (n, 1). */
  readonly column: boolean
}

/** Parts of the program that belong to the data. */
export interface DataCode {
  /** Modules of the standard library. */
  readonly imports: readonly string[]
  /** Functions, without empty lines between them. */
  readonly functions: readonly (readonly string[])[]
  /** Lines that add the program's arguments. */
  readonly options: readonly string[]
  /** Lines that end with x_train, y_train and, where there are such rows, x_val, y_val, x_test, y_test. */
  readonly load: readonly string[]
  readonly validation: boolean
  readonly test: boolean
}

interface Source {
  readonly imports: readonly string[]
  readonly functions: readonly (readonly string[])[]
  readonly options: readonly string[]
  /** Lines that define `x` (raw rows) and `labels` (class numbers or numbers). */
  readonly read: readonly string[]
  /** Lines that change `x` once the training rows are known. */
  readonly prepare: readonly string[]
}

export function dataCode(reference: DataReference, info: DataInfo | null, target: Target): DataCode {
  const { split } = reference
  const source = sourceCode(reference, info, target)
  const validation = info ? info.rows.validation > 0 : split.validation > 0
  const test = info ? info.rows.test > 0 : split.test > 0
  const task = (reference.source.task ?? 'classes') as CsvProps['task']
  const number = isNumber(info, target, task)
  const y = targets(target, number)
  const part = (name: string, rows: string) => `x_${name}, y_${name} = x[${rows}], ${y.y}[${rows}]`
  return {
    ...source,
    functions: [...source.functions, ...splitFunctions()],
    load: [
      ...source.read,
      ...splitLines(reference, info, number),
      ...source.prepare,
      ...y.lines,
      part('train', 'train_rows'),
      ...(validation ? [part('val', 'validation_rows')] : []),
      ...(test ? [part('test', 'test_rows')] : []),
    ],
    validation,
    test,
  }
}

function sourceCode(reference: DataReference, info: DataInfo | null, target: Target): Source {
  const props: { readonly [name: string]: unknown } = reference.source
  switch (reference.source.type) {
    case 'fashion_mnist':
      return fashionMnist()
    case 'idx':
      return idx(String(props.images), String(props.labels), info)
    case 'csv':
      return csv(props as unknown as CsvProps, info, target)
    default:
      throw new Error(
        `No Python for the data source ${reference.source.type}. Add it to shared/keras/data.ts.`,
      )
  }
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

/** The sample lies where the app keeps it, in four files named as those of MNIST are. */
function fashionMnist(): Source {
  const both = (variable: string, kind: string) =>
    statement(
      call('np.concatenate', list([`read_idx(args.data / f"{part}-${kind}") for part in ("train", "t10k")`])),
      `${variable} = `,
    )
  return {
    ...idxSource,
    options: option('--data', '.cache/data/fashion-mnist', 'folder with the four IDX files of Fashion-MNIST'),
    read: [
      ...both('x', 'images-idx3-ubyte'),
      'x = x.astype("float32") / 255',
      ...both('labels', 'labels-idx1-ubyte'),
    ],
  }
}

function idx(images: string, labels: string, info: DataInfo | null): Source {
  const scaled =
    info === null
      ? 'x = x.astype("float32") / (255 if x.dtype == np.uint8 else 1)'
      : `x = x.astype("float32")${info.dtype === 'uint8' ? ' / 255' : ''}`
  const numbered = info?.target.classes.every((name, i) => name === String(i)) ?? false
  return {
    ...idxSource,
    options: [
      ...option('--images', images, 'IDX file with the images'),
      ...option('--labels', labels, 'IDX file with one label per image'),
    ],
    read: [
      'x, labels = read_idx(args.images), read_idx(args.labels)',
      ...(info?.shape.length === 1 && info.shape[0] === 1 ? ['x = x.reshape(-1, 1)'] : []),
      scaled,
      ...(numbered ? [] : ['_, labels = np.unique(labels, return_inverse=True)']),
    ],
  }
}

// ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────

interface CsvProps {
  readonly path: string
  readonly target: string | null
  readonly task: 'auto' | 'classes' | 'number'
  readonly features: readonly string[] | null
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

function csv(props: CsvProps, info: DataInfo | null, target: Target): Source {
  const wanted = props.target || null
  const features = props.features && props.features.length > 0 ? props.features : null
  const named = info ? [...info.columns.map((c) => c.name), info.target.name] : []
  // How the app calls the columns of a table without a header.
  const header = named.length === 0 || !named.every((name) => /^column\d+$/.test(name))
  return {
    imports: ['argparse', 'csv'],
    functions: [readTable(header)],
    options: option('--data', props.path, 'CSV file'),
    read: [
      'names, table = read_table(args.data)',
      ...statement(wanted === null ? 'len(names) - 1' : call('names.index', text(wanted)), 'target = '),
      ...(features
        ? [
            ...statement(list(features.map(text)), 'chosen = '),
            'features = [names.index(name) for name in chosen]',
          ]
        : ['features = [i for i in range(len(names)) if i != target]']),
      'x = table[:, features].astype("float32")',
      labelsLine(info, target, props.task),
    ],
    prepare: props.standardize
      ? [
          'mean, std = x[train_rows].mean(axis=0), x[train_rows].std(axis=0)',
          'x = (x - mean) / np.where(std > 0, std, 1)',
        ]
      : [],
  }
}

/** Classes are numbered in their order: that of numbers where all are numbers, else that of text. */
function labelsLine(info: DataInfo | null, target: Target, task: CsvProps['task']): string {
  if (isNumber(info, target, task)) return 'labels = table[:, target].astype("float32")'
  const classes = info?.target.classes ?? []
  const numeric =
    classes.length > 0 && classes.every((name) => name.trim() !== '' && Number.isFinite(Number(name)))
  return `_, labels = np.unique(table[:, target]${numeric ? '.astype(float)' : ''}, return_inverse=True)`
}

/** Whether the target is a number: as the data says, else as the document and the loss suggest. */
const isNumber = (info: DataInfo | null, target: Target, task: CsvProps['task']): boolean =>
  info ? info.target.kind === 'number' : task === 'number' || (task === 'auto' && target.form === 'number')

// ── split and targets ────────────────────────────────────────────────────────────────────────────────────────────

/** One by one: split-python.ts writes them with two empty lines between. */
const splitFunctions = (): string[][] =>
  SPLIT_FUNCTIONS.join('\n')
    .split('\n\n\n')
    .map((lines) => lines.split('\n'))

function splitLines(reference: DataReference, info: DataInfo | null, number: boolean): string[] {
  const perClass = reference.split.stratify && !number
  const lines = splitCall({ ...reference, split: { ...reference.split, stratify: perClass } }, info)
  const items = lines.slice(1, -1).map((line) => line.trim().replace(/,$/, ''))
  return statement(call('split_rows', ...items), lines[0]!.replace('split_rows(', ''))
}

/** Lines that make targets as the loss takes them, and their variable. */
function targets({ form, units, column }: Target, number: boolean): { lines: string[]; y: string } {
  const stood = column && form === 'number' ? '.reshape(-1, 1)' : ''
  if (form === 'class' || (number && stood === '')) return { lines: [], y: 'labels' }
  const value =
    form === 'one-hot'
      ? call('keras.utils.to_categorical', 'labels', String(units))
      : `labels${number ? '' : '.astype("float32")'}${stood}`
  return { lines: statement(value, 'y = '), y: 'y' }
}
