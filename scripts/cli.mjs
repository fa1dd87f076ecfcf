// `npm run -s cli -- COMMAND …`: quiet set-up, then the command line on plain Node. Only the command's own output goes to stdout.
import { join } from 'node:path'
import { build } from './build.mjs'
import { exitOnSignals, runInForeground } from './child.mjs'
import { setup } from './setup/index.mjs'
import { cacheDir, ROOT } from './setup/paths.mjs'

const removeSignalHandlers = exitOnSignals()
try {
  await setup(['tensorflow'])
  await build({ only: ['engine', 'run', 'web', 'cli', ...(process.argv[2] === 'serve' ? ['renderer'] : [])] })
} catch (error) {
  process.stderr.write(`${/** @type {Error} */ (error).message}\n`)
  process.exit(1)
}
removeSignalHandlers()

// npm starts scripts in the repository's root; typed paths are relative to the folder in which the person ran npm (INIT_CWD).
const { code } = await runInForeground(
  process.execPath,
  [join(ROOT, 'dist', 'cli', 'index.mjs'), ...process.argv.slice(2)],
  {
    env: { LAYERLOOM_CACHE: cacheDir(), LAYERLOOM_NODE: process.execPath },
  },
)
process.exit(code)
