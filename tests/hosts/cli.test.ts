/** The command line as a program: usage errors, exit codes, the lines of --json. A fake engine does the training. */
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { commands } from '../../electron/cli/commands.ts'
import { runCli } from '../../electron/cli/run-cli.ts'
import { bundle, programFolder } from './bundle.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const app = programFolder()
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  mkdirSync(join(app, 'assets'), { recursive: true })
  cpSync('assets/examples', join(app, 'assets', 'examples'), { recursive: true })
  cpSync('assets/examples', folder, { recursive: true })
  await bundle('electron/cli/index.ts', join(app, 'dist', 'cli', 'index.mjs'))
  await bundle('tests/hosts/fake-engine.ts', join(app, 'dist', 'engine', 'index.mjs'))
  writeFileSync(at('broken.loom'), '{"format":"layerloom"')
})

/** Runs a command that starts no engine in this process. */
async function run(...argv: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await runCli(commands, argv, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    folder,
    interrupted: new AbortController().signal,
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

interface Started {
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Sends SIGINT on every output to stdout once it contains this text. */
  readonly interruptAt?: string
}
function start(argv: readonly string[], { env = {}, interruptAt }: Started = {}) {
  const child = spawn(process.execPath, [join(app, 'dist', 'cli', 'index.mjs'), ...argv], {
    cwd: folder,
    env: { ...process.env, INIT_CWD: folder, LAYERLOOM_NODE: process.execPath, ...env },
  })
  let out = ''
  let err = ''
  child.stderr.on('data', (part) => {
    err += part
  })
  child.stdout.on('data', (part) => {
    out += part
    if (interruptAt && out.includes(interruptAt)) child.kill('SIGINT')
  })
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err })),
  )
}

test('help names every command and every option', async () => {
  const all = await run('--help')
  expect(all.code).toBe(0)
  for (const { name, options } of commands) {
    expect(all.out).toContain(name)
    const one = await run(name, '--help')
    expect(one.code).toBe(0)
    for (const option of Object.keys(options)) expect(one.out).toContain(`--${option}`)
  }
})

test.each([
  [[], /Layerloom/],
  [
    ['fly'],
    /Unknown command “fly”.*train, evaluate, predict, runs, data, rates, signals, summary, check, export, cache, serve/,
  ],
  [['train'], /FILE is missing/],
  [['train', 'a', '--resume', 'b'], /unexpected argument “a”/],
  [['train', '--resume', 'b', '--seed', '1'], /--seed cannot be used together with --resume/],
  [['train', '--continue', 'b'], /--continue needs --epochs N/],
  [
    ['train', '--continue', 'b', '--epochs', '2', '--out', 'c'],
    /--out cannot be used together with --continue/,
  ],
  [['train', 'a', 'b'], /unexpected argument “b”/],
  [['train', 'a', '--target', 'y'], /--target is for a table without FILE/],
  [['train', '--data', 'a.csv', '--header', 'x'], /^--header must be /m],
  [['data'], /inspect is missing/],
  [['data', 'inspect'], /PATH is missing/],
  [['data', 'eat', 'a.csv'], /expected data inspect, not data eat/],
  [['data', 'inspect', 'a.csv', '--header', 'x'], /--header must be a whole number.*not "x"/],
  [['train', 'a', '--speed', '9'], /unknown option --speed\n/],
  [['train', 'a', '-x'], /unknown option -x\n/],
  [['train', 'a', '--epochs'], /--epochs needs a value: --epochs N\n/],
  [['train', 'a', '--epochs', '--json'], /--epochs needs a value: --epochs N\n/],
  [['train', 'a', '--epochs', '-3'], /--epochs must be a whole number from 1 to 1000000, not “-3”/],
  [['train', 'a', '--epochs', '0'], /--epochs must be a whole number from 1 .* not “0”/],
  [['train', 'a', '--epochs', '1.5'], /“1.5”/],
  [['train', 'a', '--seed', '-1'], /--seed/],
  [['train', 'a', '--json=yes'], /--json takes no value\n/],
  [['summary'], /FILE is missing/],
  [['summary', 'a', '--json'], /--json/],
  [['export', 'a'], /--out PATH is missing/],
  [['export', 'a', '--to', 'onnx', '--out', 'x'], /not “onnx”/],
  [['export', 'a', '--to', 'keras-code'], /--out PATH is missing/],
  [['cache', '--limit', 'much'], /--limit must be a number of gigabytes.*not “much”/],
  [['serve', 'a'], /unexpected argument “a”/],
  [['serve', '--port', '70000'], /--port must be a whole number from 0 to 65535/],
])('a wrong command line %j exits with 2 and a reason', async (argv, message) => {
  const { code, out, err } = await run(...argv)
  expect(err).toMatch(message)
  expect(code).toBe(2)
  expect(out).toBe('')
})

test('cache shows, limits and clears only what can be recreated', async () => {
  const place = at('a-cache')
  const home = at('a-home')
  const env = {
    LAYERLOOM_CACHE: place,
    LAYERLOOM_CACHE_LIMIT: undefined,
    XDG_DATA_HOME: home,
    XDG_CONFIG_HOME: home,
  }
  const write = (path: string, bytes: number) => {
    mkdirSync(join(place, path, '..'), { recursive: true })
    writeFileSync(join(place, path), new Uint8Array(bytes))
  }
  write('data/0123456789abcdef0123456789abcdef/features', 3 * 2 ** 20)
  write('data/fashion-mnist/train-images-idx3-ubyte', 5)
  write('xla/2.21/one', 2 ** 20)
  write('xla/2.21/two', 2 ** 20)
  write('runtime.json', 2)
  const listed = await start(['cache', '--json'], { env })
  expect([listed.code, JSON.parse(listed.out)]).toEqual([
    0,
    {
      cache: place,
      limit: 10 * 2 ** 30,
      data: { folder: join(place, 'data'), count: 1, bytes: 3 * 2 ** 20, in_use: 0 },
      compiled: { folder: join(place, 'xla'), count: 2, bytes: 2 ** 21, in_use: 0 },
    },
  ])
  const limited = await start(['cache', '--limit', '2.5'], { env })
  expect(limited.out.split('\n').map((line) => line.replace(/ +/g, ' '))).toEqual([
    `prepared data 1 3.0 MB ${join(place, 'data')}`,
    `compiled networks 2 2.0 MB ${join(place, 'xla')}`,
    'limit 2.5 GB from the settings; --limit changes it',
    'removed 0, 0 bytes',
    '',
  ])
  const { err } = await start(['cache'], { env: { ...env, LAYERLOOM_CACHE_LIMIT: '10GB' } })
  expect(err).toMatch(/LAYERLOOM_CACHE_LIMIT is “10GB”.*ignored/)
  const cleared = await start(['cache', '--clear', '--json'], { env })
  expect(JSON.parse(cleared.out)).toMatchObject({
    limit: 2.5 * 2 ** 30,
    removed: { count: 3, bytes: 5 * 2 ** 20 },
    data: { count: 0, bytes: 0 },
    compiled: { count: 0, bytes: 0 },
  })
  expect(readdirSync(place, { recursive: true }).map(String).sort()).toEqual([
    'data',
    'data/fashion-mnist',
    'data/fashion-mnist/train-images-idx3-ubyte',
    'kept-limit.json',
    'runtime.json',
    'xla',
    'xla/2.21',
  ])
})

test('a missing or malformed file exits with 1 and a reason', async () => {
  for (const command of [['summary'], ['train'], ['export', '--to', 'keras-code', '--out', 'x.py']]) {
    const missing = await run(...command, 'nothing.loom')
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('no such file')])
    expect((await run(...command, 'broken.loom')).code).toBe(1)
  }
})

test('summary prints what Keras prints', async () => {
  const { code, out } = await run('summary', 'lesson-batchnorm.loom')
  expect(code).toBe(0)
  expect(out).toContain('Total params: 271,346')
  expect(out).toContain('Non-trainable params: 2,368')
})

interface TestDocument {
  readonly data: { split: object }
  readonly networks: {
    readonly main: { layers: Record<string, { readonly type: string; props: object }>; edges: object }
  }
}
/** Writes an edited copy of an example under a new name. */
function editedExample(name: string, change: (document: TestDocument) => void): string {
  const document = JSON.parse(readFileSync(at('lesson-he.loom'), 'utf8')) as TestDocument
  change(document)
  writeFileSync(at(name), JSON.stringify(document))
  return name
}

test('export writes the program', async () => {
  const { code, out } = await run('export', 'lesson-dropout.loom', '--out', 'lesson')
  expect([code, out]).toEqual([0, at('lesson.py')])
  expect(readFileSync(at('lesson.py'), 'utf8')).toContain('keras.Sequential')
})

test.each<[string, (document: TestDocument) => void, RegExp, RegExp]>([
  [
    'a wrong field',
    ({ networks: { main } }) => {
      const dense = Object.values(main.layers).find(({ type }) => type === 'Dense')!
      dense.props = { ...dense.props, units: 0 }
    },
    /^error: dense: units must be/m,
    /# ERROR: dense: units[\s\S]*layers\.Dense\(\.\.\., activation="relu"/,
  ],
  [
    'no wires',
    ({ networks: { main } }) => {
      main.edges = {}
    },
    /^error: flatten has no input/m,
    /# ERROR: flatten has no input[\s\S]*layers\.Flatten\(\)\(\.\.\.\)/,
  ],
])(
  'export of a network with an error (%s) marks it in the program, and exits with 1 like check',
  async (_, change, error, comment) => {
    const file = editedExample('wrong.loom', change)
    const checked = await start(['check', file])
    const { code, out, err } = await run('export', file, '--to', 'keras-code', '--out', 'wrong')
    expect([checked.code, code, out]).toEqual([1, 1, at('wrong.py')])
    expect(err).toMatch(error)
    for (const line of err.split('\n')) expect(checked.out).toContain(line)
    expect(readFileSync(at('wrong.py'), 'utf8')).toMatch(comment)
  },
)

test('export of a network without layers reports an error and writes no file', async () => {
  const file = editedExample('empty.loom', ({ networks: { main } }) => {
    main.layers = {}
    main.edges = {}
  })
  const { code, out, err } = await run('export', file, '--to', 'keras-code', '--out', 'no.py')
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain('error')
  expect(() => readFileSync(at('no.py'))).toThrow()
})

test('export reports a regression on class indices, also for the sample, which is not read', async () => {
  const file = editedExample('ranks.loom', ({ networks: { main } }) => {
    for (const layer of Object.values(main.layers))
      if (layer.type === 'Output') layer.props = { ...layer.props, loss: 'mean_squared_error' }
  })
  const { code, err } = await run('export', file, '--to', 'keras-code', '--out', 'ranks')
  expect(code).toBe(1)
  expect(err).toContain('the target “label” was read as 10 classes')
  const remark = readFileSync(at('ranks.py'), 'utf8').replace(/\n# +/g, ' ')
  expect(remark).toContain('the target “label” was read as 10 classes such as “T-shirt/top”')
})

test('check prints code, node, field and message, one object per line', async () => {
  const { code, out } = await start(['check', 'broken.loom', '--json'])
  expect(code).toBe(1)
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) expect(Object.keys(line)).toEqual(['code', 'node', 'field', 'message'])
  // The fake engine has no data: that is a warning for the built-in sample, but an error for a table.
  expect((await start(['check', 'lesson-he.loom'])).code).toBe(0)
  expect((await start(['check', 'iris.loom'])).code).toBe(1)
})

test('data inspect prints a table, or one JSON object with the statistics and the suggestion', async () => {
  const printed = await start(['data', 'inspect', 'flowers.csv'])
  expect(printed.code).toBe(0)
  expect(printed.out).toContain('To predict “kind”, learn from 1 column.')
  const { code, out } = await start(['data', 'inspect', 'flowers.csv', '--json'])
  const { profile, suggestion } = JSON.parse(out)
  expect([code, profile.rows, suggestion.targets]).toEqual([0, 60, ['kind']])
  const missing = await start(['data', 'inspect', 'nothing.csv'])
  expect([missing.code, missing.out, missing.err]).toEqual([1, '', 'error: There is no such table.\n'])
})

test('train --data without a document says what it trains on a table', async () => {
  const { code, out, err } = await start(['train', '--data', 'flowers.csv', '--epochs', '1'])
  expect(code).toBe(0)
  expect(err).toContain(
    'To predict “kind”, learn from 1 column.\nnetwork: Input 1 → Dense 16 relu → Dense 2 softmax',
  )
  expect(out).toContain('epoch 1/1')
  const json = await start(['train', '--data', 'flowers.csv', '--json'])
  expect(json.err).not.toContain('network:')
  expect((await start(['train', '--data', 'flowers.csv', '--target', 'petals'])).err).toContain(
    'The table has no column “petals” to predict',
  )
})

test('train --json prints only the epochs and the end on stdout', async () => {
  const { code, out } = await start([
    'train',
    'lesson-he.loom',
    '--epochs',
    '2',
    '--seed',
    '1',
    '--out',
    'runs/a',
    '--json',
  ])
  expect(code).toBe(0)
  const epoch = (number: number) => ({
    event: 'epoch',
    epoch: number,
    loss: 0.5,
    accuracy: 0.8,
    val_loss: null,
    val_accuracy: 0.86,
    learning_rate: 0.01,
    ms_per_step: 0.41,
  })
  const lines = out.trim().split('\n')
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    epoch(1),
    epoch(2),
    { event: 'finished', best_epoch: 2, run: at('runs/a') },
  ])
  expect(Object.keys(JSON.parse(lines[0]!) as object)).toEqual(Object.keys(epoch(1)))
})

test('train --folds trains a run for each fold, and prints the mean and the range of their figures', async () => {
  const { code, out } = await start(['train', 'lesson-he.loom', '--folds', '2', '--out', 'runs/f', '--json'])
  expect(code).toBe(0)
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly run?: string })
  expect(lines.flatMap(({ run: folder }) => folder ?? [])).toEqual([at('runs/f/fold-1'), at('runs/f/fold-2')])
  expect(lines.at(-1)).toEqual({
    event: 'folds',
    set: expect.stringMatching(/^[0-9a-f-]{36}$/),
    folds: 2,
    figures: {
      val_loss: { mean: null, min: null, max: null },
      val_accuracy: { mean: 0.86, min: 0.86, max: 0.86 },
    },
  })
  const people = await start(['train', 'lesson-he.loom', '--folds', '3'])
  expect(people.out).toContain('3 folds: mean (range)')
  expect(people.out).toContain('val_accuracy 0.8600 (0.8600 to 0.8600)')
})

test('train --seeds trains a run for each seed from the first one on', async () => {
  const { code, out } = await start(['train', 'lesson-he.loom', '--seeds', '2', '--out', 'runs/s', '--json'])
  expect(code).toBe(0)
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly run?: string })
  expect(lines.flatMap(({ run: folder }) => folder ?? [])).toEqual([
    at('runs/s/seed-42'),
    at('runs/s/seed-43'),
  ])
  expect(lines.at(-1)).toMatchObject({ event: 'seeds', seeds: 2, figures: { val_accuracy: { mean: 0.86 } } })
  const last = await start(['train', 'lesson-he.loom', '--seeds', '2', '--seed', '7', '--out', 'runs/t'])
  expect(last.out).toContain('2 seeds: mean (range)')
  expect(last.out).toContain(at('runs/t/seed-8'))
  expect(await run('train', 'lesson-he.loom', '--seeds', '2', '--folds', '2')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--folds and --seeds cannot be used together'),
  })
})

test.each([
  ['group_shuffle_split', 'patient'],
  ['time', 'day'],
  ['column', 'part'],
])('train --folds refuses a document that divides its rows by %s', async (method, column) => {
  const file = editedExample(`${method}.loom`, ({ data }) => {
    data.split = { ...data.split, method, column }
  })
  const { code, err } = await run('train', file, '--folds', '2')
  expect(code).toBe(2)
  expect(err).toMatch(
    new RegExp(`--folds .* split.method .* ${method}, .* column “${column}”; train without --folds, or set`),
  )
})

test('predict says the line or the row without a prediction', async () => {
  const { code, err } = await start(['predict', 'runs/a', '--data', 'a.parquet', '--out', 'a.csv'])
  expect(code).toBe(0)
  expect(err).toContain('1 row has no prediction because of age, the first on line 4:')
  expect(err).toContain('2 rows have no prediction because of city, the first in row 3:')
})

test('rates prints the losses and the rate they suggest', async () => {
  const people = await start(['rates', 'lesson-he.loom'])
  expect(people.code).toBe(0)
  expect(people.out.trim().split('\n')).toEqual(['1.0e-6  loss 2.0000', 'suggested learning rate: 0.02'])
  const programs = await start(['rates', 'lesson-he.loom', '--json'])
  const lines = programs.out.trim().split('\n')
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    { learning_rate: 1e-6, loss: 2 },
    { learning_rate: expect.closeTo(1.084e-6, 8), loss: 1.5 },
    { learning_rate: expect.closeTo(1.176e-6, 8), loss: 1 },
    { suggested: 0.02 },
  ])
})

test('train prints one line per epoch', async () => {
  const { code, out, err } = await start(['train', 'lesson-he.loom'])
  expect(code).toBe(0)
  expect(out.split('\n')[1]).toBe(
    'epoch 2/2  loss 0.5000  accuracy 0.8000  val_loss NaN  val_accuracy 0.8600  0.41 ms/step  best',
  )
  expect(out).toContain('best epoch 2')
  expect(err).toContain('a run · fake · seed 0')
})

test('Ctrl-C stops the run and keeps the best weights', async () => {
  const { code, out, err } = await start(['train', 'lesson-he.loom', '--json'], {
    env: { FAKE_RUN: 'wait' },
    interruptAt: '"epoch":2',
  })
  expect(err).toContain('stopping')
  expect(code).toBe(0)
  expect(out.trim().split('\n').at(-1)).toBe('{"event":"finished","best_epoch":2,"run":"/runs/1"}')
})

test('train --resume resumes a run and prints the new epochs', async () => {
  const { code, out } = await start(['train', '--resume', 'runs/a', '--json'])
  expect(code).toBe(0)
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { epoch?: number; run?: string })
  expect(lines.map((line) => line.epoch)).toEqual([2, undefined])
  expect(lines[1]!.run).toBe(at('runs/a'))
})

test('train --continue trains more epochs after a run and prints the new ones', async () => {
  const { code, out } = await start(['train', '--continue', 'runs/a', '--epochs', '1', '--json'])
  expect(code).toBe(0)
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { epoch?: number; run?: string })
  expect(lines.map((line) => line.epoch)).toEqual([2, undefined])
})

test('a failed run and a crashed engine exit with 1 and a reason', async () => {
  const failed = await start(['train', 'lesson-he.loom', '--json'], { env: { FAKE_RUN: 'fail' } })
  expect(failed.code).toBe(1)
  expect(failed.err).toContain('The loss is not a number.')
  expect(failed.out).not.toContain('finished')
  const died = await start(['train', 'lesson-he.loom'], { env: { FAKE_RUN: 'die' } })
  expect(died.code).toBe(1)
  expect(died.err).toContain('code 7')
})

test.each([[[]], [['--json']]])('a refused run prints its reason once %j', async (more) => {
  const { code, out, err } = await start(['train', 'lesson-he.loom', ...more], {
    env: { FAKE_RUN: 'refuse' },
  })
  expect([code, out]).toEqual([1, ''])
  expect(err.trim().split('\n')).toEqual(['reading', 'error: There is no such table.'])
})

test('serve prints its address and exits on a signal', async () => {
  mkdirSync(join(app, 'dist', 'renderer'), { recursive: true })
  const { code, out } = await start(['serve', '--port', '0'], { interruptAt: 'Layerloom is at' })
  expect(out).toMatch(/^Layerloom is at http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}\n$/)
  expect(code).toBe(0)
})
