// `npm run bench [-- --rounds N --json FILE]`: installs and builds the programs to measure, then times them in one interleaved run. With
// `--suggestions` the packages that ship tables are downloaded too.
import { join } from 'node:path'
import { build } from './build.mjs'
import { exitOnSignals, runInForeground } from './child.mjs'
import { readJson } from './setup/files.mjs'
import { setup } from './setup/index.mjs'
import { ROOT } from './setup/paths.mjs'
import { createReport } from './setup/progress.mjs'
import { fetchWheel } from './setup/wheel.mjs'
import { testEnvironment } from './test/environment.mjs'

const removeSignalHandlers = exitOnSignals()
try {
  await setup(['tensorflow', 'keras', 'chromium'])
  if (process.argv.includes('--suggestions')) await fetchTables()
  await build({ only: ['engine', 'run', 'bench', 'web', 'cli', 'renderer'] })
} catch (error) {
  process.stderr.write(`${/** @type {Error} */ (error).message}\n`)
  process.exit(1)
}
removeSignalHandlers()

const { code } = await runInForeground(
  process.execPath,
  [join(ROOT, 'dist', 'bench', 'index.mjs'), ...process.argv.slice(2)],
  {
    env: { LAYERLOOM_ROOT: ROOT, ...testEnvironment() },
  },
)
process.exit(code)

async function fetchTables() {
  const report = createReport()
  for (const wheel of readJson(join(ROOT, 'bench', 'suggestions', 'packages.json')))
    await fetchWheel({ ...wheel, platform: 'any', python: '3.11' }, report)
}
