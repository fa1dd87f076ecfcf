// `npm run -s cli -- COMMAND …`: quiet set-up, then the command line on plain Node. Nothing but its own output on stdout.
import { join } from 'node:path'
import { build } from './build.mjs'
import { endOnSignals, foreground } from './child.mjs'
import { setup } from './setup/index.mjs'
import { cacheDir, ROOT } from './setup/paths.mjs'

const quiet = endOnSignals()
try {
  await setup(['tensorflow'])
  await build({ only: ['engine', 'run', 'web', 'cli', ...(process.argv[2] === 'serve' ? ['renderer'] : [])] })
} catch (error) {
  process.stderr.write(`${/** @type {Error} */ (error).message}\n`)
  process.exit(1)
}
quiet()

// npm starts scripts in the repository's root; paths that a person typed are meant from where they stand.
const { code } = await foreground(
  process.execPath,
  [join(ROOT, 'dist', 'cli', 'index.mjs'), ...process.argv.slice(2)],
  {
    env: { LAYERLOOM_CACHE: cacheDir(), LAYERLOOM_NODE: process.execPath },
  },
)
process.exit(code)
