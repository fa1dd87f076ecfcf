// A real browser for the tests: an installed one, else Debian's package, else Playwright's download.
import { existsSync, readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { installPackages } from './apt.mjs'
import { exec, which } from './exec.mjs'
import { readJson, writeJson } from './files.mjs'
import { inCache, inModules } from './paths.mjs'

const NAMES = ['chromium', 'google-chrome', 'google-chrome-stable']
const MAC_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** @type {import('./chain.mjs').Installer} */
export const chromiumOfSystem = {
  kind: 'system',
  title: 'Chromium of this system, or from its packages',
  unavailable: () => (installedPath() || isDebian() ? null : 'neither Chromium nor Chrome is installed'),
  inputs: () => [process.getuid?.()],
  detect() {
    const path = installedPath()
    return path ? { path } : null
  },
  // The second package has the Korean fonts for screenshots.
  install: (report) => installPackages(['chromium', 'fonts-nanum'], report),
}

/** @type {import('./chain.mjs').Installer} */
export const chromiumOfPlaywright = {
  kind: 'playwright',
  title: "Playwright's own download of Chromium",
  inputs: () => [playwrightVersion(), process.env.HTTPS_PROXY],
  detect() {
    const stamp = readJson(inCache('playwright', 'layerloom.json'))
    if (stamp?.playwright !== playwrightVersion()) return null
    const path = resolve(inCache(), stamp.path)
    return existsSync(path) ? { path } : null
  },
  async install(report) {
    const env = { PLAYWRIGHT_BROWSERS_PATH: inCache('playwright') }
    await exec(
      process.execPath,
      [inModules('playwright-core', 'cli.js'), 'install', '--no-shell', 'chromium'],
      {
        env,
        timeout: 10 * 60_000,
        onLine(line) {
          const match = /(\d+)% of ([\d.]+) MiB/.exec(line)
          if (match) report.progress('downloading Chromium', Number(match[1]), 100, `% of ${match[2]} MiB`)
        },
      },
    )
    const code = 'process.stdout.write(require(process.argv[1]).chromium.executablePath())'
    const path = await exec(process.execPath, ['-e', code, inModules('playwright-core')], {
      env,
      timeout: 30_000,
    })
    await exec(path, ['--version'], { timeout: 60_000 })
    writeJson(inCache('playwright', 'layerloom.json'), {
      playwright: playwrightVersion(),
      path: relative(inCache(), path),
    })
  },
}

/** @returns {string | null} */
function installedPath() {
  const override = process.env.LAYERLOOM_CHROMIUM
  if (override) return existsSync(override) ? override : null
  return NAMES.map(which).find(Boolean) ?? MAC_PATHS.find((path) => existsSync(path)) ?? null
}

/** Ubuntu's chromium package only installs a snap, which needs a running snapd. */
function isDebian() {
  return which('apt-get') !== null && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

function playwrightVersion() {
  return readJson(inModules('playwright-core', 'package.json'))?.version ?? ''
}
