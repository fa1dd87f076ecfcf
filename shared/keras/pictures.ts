/** The Python that reads pictures: Fashion-MNIST as Keras has it, and IDX files. */
import { pathCode } from './paths.ts'
import { dict, statement } from './printer.ts'
import type { Source, SourceContext } from './source.ts'

/** Every Input takes the whole rows. */
const sameForAll = (inputs: SourceContext['inputs']): string[] =>
  inputs.length > 1 ? statement(dict(inputs.map(({ name }) => [name, 'x'])), 'x = ') : []

/** The four files in the folder have the names of MNIST's files, which sort as t10k and train, images and labels. */
export const fashionMnist = ({ inputs }: SourceContext): Source => ({
  imports: ['sys'],
  packages: [],
  installs: [],
  functions: [],
  settings: [],
  read: [
    '# Keras has the rows in another order than the app. --data FOLDER reads files like the app.',
    'if "--data" in sys.argv:',
    '    files = sorted(Path(sys.argv[-1]).glob("*-ubyte")) or sys.exit("No IDX files there")',
    '    test_x, test_y, train_x, train_y = [np.fromfile(file, "u1") for file in files]',
    '    x, y = [train_x[16:], test_x[16:]], [train_y[8:], test_y[8:]]',
    'else:',
    '    x, y = zip(*keras.datasets.fashion_mnist.load_data())',
    'x = np.concatenate(x).reshape(-1, 28, 28).astype("float32") / 255',
    'y = np.concatenate(y)',
  ],
  rows: 'len(y)',
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
    settings: [`IMAGES = ${pathCode(String(props.images))}`, `LABELS = ${pathCode(String(props.labels))}`],
    read: [
      'x, y = read_idx(IMAGES), read_idx(LABELS)',
      ...(info?.shape.length === 1 && info.shape[0] === 1 ? ['x = x.reshape(-1, 1)'] : []),
      scaleLine,
      ...(hasSequentialLabels ? [] : ['_, y = np.unique(y, return_inverse=True)']),
    ],
    rows: 'len(y)',
    prepare: sameForAll(inputs),
  }
}
