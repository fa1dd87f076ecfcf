/** The app imports no package that only the installer of tfjs-node needs, neither itself nor through another package. */
import { isAbsolute, join } from 'node:path'
import { rolldown } from 'rolldown'
import { expect, it } from 'vitest'
import { INSTALLER_PACKAGES, refuseInstallers } from '../../scripts/package/not-packed.mjs'
import { readJson } from '../../scripts/setup/files.mjs'
import { inModules, ROOT } from '../../scripts/setup/paths.mjs'

const ENTRIES = ['engine/index.ts', 'engine/worker/index.ts', 'web/index.ts', 'cli/index.ts']
const NAME = /^(?:@[^/]+\/)?[^/]+/

/** The packages that a program imports. */
async function importsOf(entry: string): Promise<readonly string[]> {
  const bundler = await rolldown({
    input: join(ROOT, 'electron', entry),
    platform: 'node',
    tsconfig: false,
    external: (id) => !id.startsWith('.') && !isAbsolute(id),
  })
  const { output } = await bundler.generate({ format: 'esm', codeSplitting: false })
  await bundler.close()
  return output
    .flatMap((file) => (file.type === 'chunk' ? [...file.imports, ...file.dynamicImports] : []))
    .filter((id) => !id.startsWith('node:'))
    .map((id) => NAME.exec(id)![0])
}

/** Those, and what they depend on. */
function closureOf(names: readonly string[]): ReadonlySet<string> {
  const all = new Set(names)
  for (const name of all) {
    const { dependencies = {} } = readJson(inModules(name, 'package.json')) ?? {}
    for (const dependency of Object.keys(dependencies)) all.add(dependency)
  }
  return all
}

it('no program imports one', async () => {
  const imported = (await Promise.all(ENTRIES.map(importsOf))).flat()
  expect(imported).toContain('@tensorflow/tfjs-core')
  const all = closureOf(imported)
  expect(INSTALLER_PACKAGES.filter((name) => all.has(name))).toEqual([])
})

it('the list has all that tfjs-node depends on', () => {
  const { dependencies } = readJson(inModules('@tensorflow', 'tfjs-node', 'package.json'))
  expect(INSTALLER_PACKAGES).toEqual(Object.keys(dependencies).sort())
})

it('one that would be packed is refused by its path', () => {
  refuseInstallers(['node_modules/react', 'node_modules/tar-stream'])
  expect(() => refuseInstallers(['node_modules/react', 'node_modules/a/node_modules/tar'])).toThrow(
    'node_modules/a/node_modules/tar',
  )
})
