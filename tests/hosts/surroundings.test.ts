/** Bad surroundings of the real engine: paths with blanks and Hangul, a temporary folder without programs, read-only and full disks. The
 *  disks are mounted in a namespace of the process (unshare), so that no test changes the machine. */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readRuntime } from '../../electron/engine/executors/runtime.ts'
import { bundle, programFolder } from './bundle.ts'
import { temporaryFolder } from './temporary.ts'

const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0
const program = join(programFolder(), 'Layer loom 신경망')
const root = join(temporaryFolder(), '내 "문서" 1')
const at = (...names: string[]) => join(root, ...names)
const cache = process.env.LAYERLOOM_CACHE!
const isNative = readRuntime(cache).xla

beforeAll(async () => {
  cpSync('assets/examples', join(program, 'assets', 'examples'), { recursive: true })
  await bundle('electron/cli/index.ts', join(program, 'dist', 'cli', 'index.mjs'))
  await bundle('electron/engine/index.ts', join(program, 'dist', 'engine', 'index.mjs'))
  await bundle('electron/engine/worker/index.ts', join(program, 'dist', 'engine', 'run.mjs'))
  for (const folder of ['데이터', 'cache 캐시', 'runs 학습', 'tmp'])
    mkdirSync(at(folder), { recursive: true })
  cpSync('assets/examples/iris.csv', at('데이터', 'iris.csv'))
  cpSync('assets/examples/iris.loom', at('데이터', '붓꽃 1.loom'))
  if (existsSync(join(cache, 'runtime.json')))
    cpSync(join(cache, 'runtime.json'), at('cache 캐시', 'runtime.json'))
})

interface Surroundings {
  /** Options of a mount on each of these folders. */
  readonly mounts?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
}

/** Trains the document in these surroundings. */
function train({ mounts = {}, env = {}, args = [] }: Surroundings) {
  const script = [
    ...Object.entries(mounts).map(
      ([folder, options]) => `mount -t tmpfs -o ${options} tmpfs '${at(folder)}' &&`,
    ),
    'exec "$@"',
  ].join(' ')
  const command = [
    process.execPath,
    join(program, 'dist', 'cli', 'index.mjs'),
    'train',
    at('데이터', '붓꽃 1.loom'),
    ...args,
  ]
  const [file, ...rest] =
    Object.keys(mounts).length === 0 ? command : ['unshare', '-rm', 'sh', '-c', script, 'sh', ...command]
  const child = spawn(file!, rest, {
    cwd: root,
    env: {
      ...process.env,
      INIT_CWD: root,
      LAYERLOOM_NODE: process.execPath,
      LAYERLOOM_CACHE: at('cache 캐시'),
      LAYERLOOM_RUNS: at('runs 학습'),
      LAYERLOOM_READY_RUN: '0',
      TMPDIR: at('tmp'),
      ...env,
    },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => {
      text += part
    })
  return new Promise<{ code: number | null; text: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, text })),
  )
}

test('on a machine for all tests, disks can be mounted', () => {
  if (process.env.LAYERLOOM_REQUIRE === 'all') expect(canMount).toBe(true)
})

test('program, document, data, cache and runs may have blanks, quotes and Hangul in their paths', async () => {
  // A temporary folder without programs (noexec) is no obstacle either.
  const { code, text } = await train({ mounts: canMount ? { tmp: 'noexec,nosuid' } : {} })
  expect([code, text]).toEqual([0, expect.stringContaining('All 100 epochs are done.')])
  expect(readdirSync(at('runs 학습')).filter((name) => name.endsWith('-iris'))).toHaveLength(1)
  // TensorFlow's compiled network is in the cache, and not in a folder whose name ends at the blank.
  const compiled = existsSync(at('cache 캐시', 'xla')) ? readdirSync(at('cache 캐시', 'xla')) : []
  expect(compiled).toHaveLength(isNative ? 1 : 0)
  expect(readdirSync(join(root, '..'))).toEqual(['내 "문서" 1'])
})

test.runIf(canMount && isNative)('a temporary folder that cannot be written is named', async () => {
  const { code, text } = await train({ mounts: { tmp: 'ro' } })
  expect(code).not.toBe(0)
  expect(text).toContain(`The temporary folder ${at('tmp')} cannot be written to (EROFS).`)
  expect(text).toContain('set TMPDIR to a folder that you can write to')
  // The compiled networks are not the reason, and stay.
  expect(text).not.toContain('were deleted')
})

test.runIf(canMount)('a cache on a read-only disk is named', async () => {
  const { code, text } = await train({ mounts: { 'cache 캐시': 'ro' } })
  expect(code).not.toBe(0)
  expect(text).toMatch(/The cache folder .*cache 캐시.* cannot be written to \((EROFS|ENOENT)\)/)
})

test.runIf(canMount)('a run on a full disk is named', async () => {
  const { code, text } = await train({ mounts: { 'runs 학습': 'size=4k' } })
  expect(code).not.toBe(0)
  expect(text).toMatch(/The disk is full: nothing more can be written to .*runs 학습/)
})

test.runIf(canMount)(
  'a folder on a read-only disk has the disk’s error, also if it does not exist yet',
  async () => {
    const out = join(program, 'writable-folders.mjs')
    await bundle('electron/host/writable-folders.ts', out)
    const script = `import(${JSON.stringify(out)}).then((m) => console.log(m.writeFault(process.argv[1])))`
    const { stdout } = spawnSync(
      'unshare',
      [
        ...['-rm', 'sh', '-c', `mount -t tmpfs -o ro tmpfs '${at('tmp')}' && exec "$@"`, 'sh'],
        ...[process.execPath, '-e', script, at('tmp', 'home', 'layerloom')],
      ],
      { encoding: 'utf8' },
    )
    expect(stdout).toBe('EROFS\n')
  },
)

test('a Node that the C library is too old for is the reason that is shown', async () => {
  const node = at('old-node')
  writeFileSync(
    node,
    '#!/bin/sh\necho "node: /lib/libc.so.6: version \\`GLIBC_2.28\' not found (required by node)" >&2\nexit 1\n',
    { mode: 0o755 },
  )
  const { code, text } = await train({ env: { LAYERLOOM_NODE: node } })
  expect(code).not.toBe(0)
  expect(text).toContain('the C library of this system is older than glibc 2.28, which Layerloom needs')
})
