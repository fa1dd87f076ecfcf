// A real browser for the tests: one that is there, else Debian's, else the one Playwright downloads.
import { existsSync, readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { installPackages } from './apt.mjs'
import { exec, which } from './exec.mjs'
import { readJson, writeJson } from './files.mjs'
import { inCache, inModules } from './paths.mjs'

const NAMES = ['chromium', 'google-chrome', 'google-chrome-stable']
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** @type {import('./chain.mjs').Way} */
export const chromiumOfSystem = {
  kind: 'system',
  title: 'Chromium of this system, or from its packages',
  impossible: () => (existing() || isDebian() ? null : 'neither Chromium nor Chrome is installed'),
  inputs: () => [process.getuid?.()],
  done() {
    const path = existing()
    return path ? { path } : null
  },
  // The second package shows Korean text in screenshots.
  run: (report) => installPackages(['chromium', 'fonts-nanum'], report),
}

/** @type {import('./chain.mjs').Way} */
export const chromiumOfPlaywright = {
  kind: 'playwright',
  title: "Playwright's own download of Chromium",
  inputs: () => [playwrightVersion(), process.env.HTTPS_PROXY],
  done() {
    const stamp = readJson(inCache('playwright', 'layerloom.json'))
    if (stamp?.playwright !== playwrightVersion()) return null
    const path = resolve(inCache(), stamp.path)
    return existsSync(path) ? { path } : null
  },
  async run(report) {
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
function existing() {
  const given = process.env.LAYERLOOM_CHROMIUM
  if (given) return existsSync(given) ? given : null
  return NAMES.map(which).find(Boolean) ?? MAC.find((path) => existsSync(path)) ?? null
}

/** Ubuntu's package of that name only refers to a snap, which needs a running snapd. */
function isDebian() {
  return which('apt-get') !== null && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

function playwrightVersion() {
  return readJson(inModules('playwright-core', 'package.json'))?.version ?? ''
}
