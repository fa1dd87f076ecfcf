/** The Python that reads pictures: Fashion-MNIST as Keras has it, and IDX files. */
import type { DataReference } from '../data/data-reference.ts'
import { FASHION_CLASSES } from '../data/fashion-mnist.ts'
import { labelText } from '../data/marks.ts'
import { pathCode } from './paths.ts'
import { dict, statement } from './printer.ts'
import type { Source, SourceContext } from './source.ts'

/** Every Input takes the whole rows. */
const sameForAll = (inputs: SourceContext['inputs']): string[] =>
  inputs.length > 1 ? statement(dict(inputs.map(({ name }) => [name, 'x'])), 'x = ') : []

/** Labels are class indices, as the arrays have them. */
const labelsAsIndices = (
  info: SourceContext['info'],
): Pick<Source, 'rowNumbers' | 'labelCode' | 'rightValues'> => ({
  rowNumbers: null,
  labelCode: (_, label) =>
    String(Math.max(0, (info?.targets[0].classes ?? FASHION_CLASSES).indexOf(labelText(label)))),
  rightValues: (_, labels) => `[*${labels}.values()]`,
})

/** The app's files, in its order of rows. */
const READ_FOLDER = [
  'test_x, test_y, train_x, train_y = [np.fromfile(file, "u1") for file in files]',
  'x, y = [train_x[16:], test_x[16:]], [train_y[8:], test_y[8:]]',
]

/** The four files in the folder have the names of MNIST's files, which sort as t10k and train, images and labels. */
export const fashionMnist = ({ inputs, info }: SourceContext, { marks = [] }: DataReference): Source => ({
  imports: ['sys'],
  packages: [],
  installs: [],
  functions: [],
  settings: [],
  read: [
    ...(marks.length > 0
      ? [
          '# Keras has the rows in another order than the marked ones: --data FOLDER names the app’s files.',
          'files = sorted(Path(sys.argv[-1]).glob("*-ubyte")) or sys.exit("Add --data FOLDER")',
          ...READ_FOLDER,
        ]
      : [
          '# Keras has the rows in another order than the app. --data FOLDER reads files like the app.',
          'if "--data" in sys.argv:',
          '    files = sorted(Path(sys.argv[-1]).glob("*-ubyte")) or sys.exit("No IDX files there")',
          ...READ_FOLDER.map((line) => `    ${line}`),
          'else:',
          '    x, y = zip(*keras.datasets.fashion_mnist.load_data())',
        ]),
    'x = np.concatenate(x).reshape(-1, 28, 28).astype("float32") / 255',
    'y = np.concatenate(y)',
  ],
  rows: 'len(y)',
  ...labelsAsIndices(info),
  writable: () => [],
  prepare: sameForAll(inputs),
})

const READ_IDX = [
  'def read_idx(path):',
  '    """The array in an IDX file, plain or gzipped."""',
  '    if not path.exists():',
  '        path = path.with_name(path.name + ".gz")',
  '    if not path.exists():',
  '        raise SystemExit(f"{path} is missing: put the file there, or change its path.")',
  '    data = path.read_bytes()',
  '    if data[:2] == b"\\x1f\\x8b":',
  '        data = gzip.decompress(data)',
  '    kind = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}[data[2]]',
  '    sizes = np.frombuffer(data, ">i4", count=data[3], offset=4)',
  '    return np.frombuffer(data, kind, offset=4 + 4 * data[3]).reshape(sizes)',
]

export function idx({ props, info, inputs }: SourceContext): Source {
  const scaleLine =
    info === null
      ? 'x = x.astype("float32") / (255 if x.dtype == np.uint8 else 1)'
      : `x = x.astype("float32")${info.dtype === 'uint8' ? ' / 255' : ''}`
  const hasSequentialLabels = info?.targets[0].classes.every((name, i) => name === String(i)) ?? false
  return {
    imports: ['gzip'],
    packages: [],
    installs: [],
    functions: [READ_IDX],
    settings: [
      `IMAGE_FILE = ${pathCode(String(props.images))}`,
      `LABEL_FILE = ${pathCode(String(props.labels))}`,
    ],
    read: [
      'x, y = read_idx(IMAGE_FILE), read_idx(LABEL_FILE)',
      ...(info?.shape.length === 1 && info.shape[0] === 1 ? ['x = x.reshape(-1, 1)'] : []),
      scaleLine,
      ...(hasSequentialLabels ? [] : ['_, y = np.unique(y, return_inverse=True)']),
    ],
    rows: 'len(y)',
    ...labelsAsIndices(info),
    // The bytes of a file cannot be changed.
    writable: () => (hasSequentialLabels ? ['y.copy()'] : []),
    prepare: sameForAll(inputs),
  }
}
