// `npm run bench [-- --rounds N --json FILE]`: sets up what is measured, then times it in one interleaved run.
import { join } from 'node:path'
import { build } from './build.mjs'
import { endOnSignals, foreground } from './child.mjs'
import { setup } from './setup/index.mjs'
import { ROOT } from './setup/paths.mjs'
import { testEnvironment } from './test/environment.mjs'

const quiet = endOnSignals()
try {
  await setup(['tensorflow', 'keras', 'chromium'])
  await build({ only: ['engine', 'run', 'bench', 'web', 'cli', 'renderer'] })
} catch (error) {
  process.stderr.write(`${/** @type {Error} */ (error).message}\n`)
  process.exit(1)
}
quiet()

const { code } = await foreground(
  process.execPath,
  [join(ROOT, 'dist', 'bench', 'index.mjs'), ...process.argv.slice(2)],
  {
    env: { LAYERLOOM_ROOT: ROOT, ...testEnvironment() },
  },
)
process.exit(code)
