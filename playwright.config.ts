/** The window end to end: project `chromium` through the web host, project `electron` in Electron. A spec's name says which host it
 *  is about: `x.spec.ts` the page, in Chromium; `x.both.spec.ts` what hosts do, in both; `x.web.spec.ts` and `x.desktop.spec.ts` one
 *  alone. Only the long run (LAYERLOOM_LONG) has `x.long.both.spec.ts`, and takes pages to Electron too. Projects `package` and
 *  `installed`: a package, unpacked, and installed in a fresh system.
 *  docs/testing.md tells more. */
import { defineConfig } from '@playwright/test'
import { testEnvironment } from './scripts/test/environment.mjs'
import { THROTTLE } from './tests/e2e/driver/throttle.ts'

Object.assign(process.env, testEnvironment())

/** Electron's clipboard and focus belong to its screen: on the desktop's own one there is one worker. */
const electronWorkers = process.env.LAYERLOOM_XVFB ? 2 : 1

const isLong = Boolean(process.env.LAYERLOOM_LONG)
/** Minutes each. */
const LONG = isLong ? [] : ['**/*.long.*.spec.ts']

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  // Each test begins anew, so any worker takes the next one.
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000 * THROTTLE,
  expect: { timeout: 10_000 * THROTTLE },
  reporter: 'list',
  projects: [
    {
      name: 'chromium',
      testIgnore: ['**/*.desktop.spec.ts', ...LONG],
      use: {
        browserName: 'chromium',
        viewport: { width: 1440, height: 900 },
        screenshot: 'only-on-failure',
        launchOptions: {
          executablePath: process.env.LAYERLOOM_CHROMIUM,
          args: [
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            '--no-first-run',
            // A new tab finds a process that has loaded the page before.
            '--process-per-site',
            // Root, as in a container, has no sandbox in Chromium.
            ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
          ],
        },
      },
    },
    {
      name: 'electron',
      testMatch: isLong ? '**/*.spec.ts' : ['**/*.both.spec.ts', '**/*.desktop.spec.ts'],
      testIgnore: ['**/*.web.spec.ts', ...LONG],
      workers: electronWorkers,
    },
    {
      name: 'package',
      testDir: 'tests/package',
      testMatch: '**/*.spec.ts',
      workers: 1,
      fullyParallel: false,
    },
    { name: 'installed', testDir: 'tests/installed', workers: 1, fullyParallel: false, timeout: 5 * 60_000 },
  ],
})
