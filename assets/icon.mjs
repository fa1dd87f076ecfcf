// Draws icon.svg into icon.png (512 × 512, clear corners) with Chromium: `node assets/icon.mjs`, after the drawing changed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'

const here = import.meta.dirname
const browser = await chromium.launch({
  executablePath: process.env.LAYERLOOM_CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
const page = await browser.newPage({ viewport: { width: 512, height: 512 } })
await page.setContent(`<body style="margin:0">${readFileSync(join(here, 'icon.svg'), 'utf8')}</body>`)
await page.screenshot({ path: join(here, 'icon.png'), omitBackground: true })
await browser.close()
