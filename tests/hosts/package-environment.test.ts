/** The desktop app of a package uses its own Node and TensorFlow, whatever the environment says. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readRuntime } from '../../electron/engine/executors/runtime.ts'
import { adoptPackage } from '../../electron/main/package.ts'

const folder = mkdtempSync(join(tmpdir(), 'layerloom-package-'))
const file = join(folder, 'runtime.json')
writeFileSync(
  file,
  JSON.stringify({
    node: { version: '24.0.0', path: 'node/node' },
    tensorflow: { kind: 'wheel', version: '2.21.0', path: 'node_modules/x', reason: '' },
  }),
)
afterAll(() => rmSync(folder, { recursive: true }))

it('sets the Node and the runtime of the package, and removes what would change them', () => {
  const env: NodeJS.ProcessEnv = {
    LAYERLOOM_NODE: '/usr/bin/node',
    NODE_OPTIONS: '--require /tmp/other.js',
    NODE_PATH: '/usr/lib/node_modules',
    LAYERLOOM_WHY: 'another reason',
    HOME: '/home/person',
  }
  adoptPackage(file, env, '45.4.1')
  expect(env).toEqual({
    HOME: '/home/person',
    LAYERLOOM_NODE: join(folder, 'node', 'node'),
    LAYERLOOM_RUNTIME: file,
  })
  expect(readRuntime('/no/such/cache', env)).toMatchObject({
    tensorflow: 'wheel',
    version: '2.21.0',
    xla: true,
  })
})

it('a package with the old Electron gives the reason that the window shows', () => {
  const env: NodeJS.ProcessEnv = {}
  adoptPackage(file, env, '22.3.25')
  expect(env.LAYERLOOM_WHY).toContain('for tests')
  expect(env.LAYERLOOM_WHY_KO).toContain('시험용')
})

it('without its runtime.json the package is damaged', () => {
  expect(() => adoptPackage(join(folder, 'missing.json'), {}, '45.4.1')).toThrow('ENOENT')
})
