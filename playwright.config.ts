/** The window end to end: project `chromium` through the web host, project `electron` in Electron, the same tests but for
 *  `*.web.spec.ts` and `*.desktop.spec.ts`, which are about one host alone. */
import { defineConfig } from '@playwright/test'
import { testEnvironment } from './scripts/test/environment.mjs'

Object.assign(process.env, testEnvironment())

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  projects: [
    {
      name: 'chromium',
      testIgnore: '**/*.desktop.spec.ts',
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
            // Root, as in a container, has no sandbox in Chromium.
            ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
          ],
        },
      },
    },
    { name: 'electron', testIgnore: '**/*.web.spec.ts' },
  ],
})
