// The pictures of the lesson inside a package, converted as the engine does it, in the cache: a package trains it without a network.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { cacheDir, ROOT } from '../setup/paths.mjs'

/** The folder in a package, and in the cache. */
const SAMPLE = join('data', 'fashion-mnist')

/** @param {string} target the folder of the engine @param {string} work a folder for a bundle */
export async function stageSample(target, work) {
  const file = join(work, 'sample.mjs')
  const bundler = await rolldown({
    input: join(ROOT, 'electron', 'engine', 'data', 'fashion-mnist', 'convert.ts'),
    cwd: ROOT,
    platform: 'node',
    tsconfig: false,
    external: /^[^./]/,
  })
  try {
    await bundler.write({ file, format: 'esm' })
  } finally {
    await bundler.close()
  }
  const { fashionMnistFolder } = await import(pathToFileURL(file).href)
  cpSync(await fashionMnistFolder(cacheDir(), () => {}), join(target, SAMPLE), { recursive: true })
}
