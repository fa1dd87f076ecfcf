// `npm start [-- FILE.loom --web --no-sandbox --retry-setup]`: set-up, build, window in Electron or the web host.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { exitOnSignals, runInForeground } from './child.mjs'
import { electronDescription, electronMissingReason, hostEnvironment, webHostReason } from './host.mjs'
import { openInBrowser } from './open-browser.mjs'
import { setup } from './setup/index.mjs'
import { cacheDir, ROOT } from './setup/paths.mjs'
import { createReport } from './setup/progress.mjs'
import { hasScreen } from './setup/screen.mjs'

/** When Electron fails within this time, in ms, it has not shown a window, and the web host is started instead. */
const FAILED_START_MS = 5_000

const OPTIONS = /** @type {const} */ ({
  web: { type: 'boolean', default: false },
  'no-sandbox': { type: 'boolean', default: false },
  'retry-setup': { type: 'boolean', default: false },
})

const report = createReport({ stream: process.stdout })

/** @param {string[]} argv */
function readArguments(argv) {
  const { values, positionals } = parseArgs({ args: argv, options: OPTIONS, allowPositionals: true })
  // npm starts scripts in the repository's root; files are relative to the folder in which the person ran npm (INIT_CWD).
  const files = positionals.map((file) => resolve(process.env.INIT_CWD ?? process.cwd(), file))
  const missing = files.find((file) => !existsSync(file))
  if (missing) throw new Error(`There is no file ${missing}`)
  return { values, files }
}

/** @returns {Promise<number>} the exit code */
async function start() {
  const { values, files } = readArguments(process.argv.slice(2))
  const web = webHostReason({
    web: values.web,
    noSandbox: values['no-sandbox'],
    root: process.getuid?.() === 0,
    screen: hasScreen(),
  })
  const removeSignalHandlers = exitOnSignals()
  const needs = ['tensorflow', ...(web ? [] : ['electron'])]
  const { electron } = await setup(needs, { report, retry: values['retry-setup'] })
  const usesElectron = !web && electron && electron.kind !== 'none'
  const host = usesElectron ? ['main', 'preload'] : ['web']
  await build({ only: ['renderer', 'engine', 'run', ...host], report })
  removeSignalHandlers()
  if (usesElectron) {
    const result = await startElectron(electron, files, values['no-sandbox'])
    if (result.code === 0 || result.interrupted || result.ms > FAILED_START_MS) return result.code
    await build({ only: ['web'], report })
    const en = `Electron ended right after starting (code ${result.code})`
    return startWeb({ en, ko: `Electron이 시작 직후 종료되었습니다 (코드 ${result.code})` }, files)
  }
  return startWeb(web ?? electronMissingReason(electron ?? { kind: 'none', reason: '' }), files)
}

/** @param {import('./setup/chain.mjs').Outcome} electron @param {string[]} files @param {boolean} noSandbox */
function startElectron(electron, files, noSandbox) {
  const why = electronDescription(electron)
  report.info(`starting ${why.en}`)
  return runInForeground(electron.path ?? '', [...(noSandbox ? ['--no-sandbox'] : []), ROOT, ...files], {
    env: { ...hostEnvironment(cacheDir(), why), ELECTRON_RUN_AS_NODE: undefined },
  })
}

/** @param {import('./host.mjs').Text} why @param {string[]} files */
async function startWeb(why, files) {
  report.info(`Layerloom runs in the browser: ${why.en}`)
  const { code } = await runInForeground(
    process.execPath,
    [join(ROOT, 'dist', 'web', 'index.mjs'), ...files],
    {
      env: hostEnvironment(cacheDir(), why),
      stdio: ['inherit', 'pipe', 'inherit'],
      onStart: (child) => openPrintedAddress(child.stdout),
    },
  )
  return code
}

/** @param {import('node:stream').Readable | null} stdout of the web host: forwarded, and its first address is opened in the browser */
function openPrintedAddress(stdout) {
  let output = ''
  let opened = !hasScreen()
  stdout?.on('data', (chunk) => {
    process.stdout.write(chunk)
    if (opened) return
    output += chunk
    const address = /https?:\/\/\S+(?=\s)/.exec(output)?.[0]
    if (!address) return
    opened = true
    openInBrowser(address)
  })
}

try {
  process.exit(await start())
} catch (error) {
  process.stderr.write(`${/** @type {Error} */ (error).message}\n`)
  process.exit(1)
}
