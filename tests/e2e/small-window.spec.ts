/** The smallest window, and windows at zoom factors up to 400 %: every control is reachable, nothing overlaps, nothing is cut off. */
import { axeFindings, layoutProblems, unreachableControls } from './driver/layout-checks.ts'
import { expect, test } from './driver/test.ts'

/** The keys that show each tab. */
const TABS = { Training: 'Alt+4', Code: 'Alt+5', Summary: 'Alt+6', Problems: 'Alt+7', Log: 'Alt+8' } as const
/** The sizes of windows in pixels, and their zoom factors. */
const WINDOWS = [
  { width: 900, height: 600, zoom: 1 },
  { width: 1400, height: 860, zoom: 2 },
  { width: 900, height: 600, zoom: 2 },
  // The page has 360 × 225 pixels, less than WCAG 1.4.10 requires.
  { width: 1440, height: 900, zoom: 4 },
]

for (const { width, height, zoom } of WINDOWS)
  for (const theme of ['light', 'dark'] as const)
    test(`${width} × ${height} at ${zoom * 100} %, ${theme}`, async ({ app, host }) => {
      const { page } = host
      await app.theme(theme).openExample('iris').train({ epochs: 3 }).expectState('finished')
      await host.resize(width, height)
      await host.zoom(zoom)
      const expectNoProblems = async (what: string) => {
        if (theme === 'dark') return expect(await axeFindings(page, 'colors'), `${what}: colors`).toEqual([])
        expect(await layoutProblems(page), `${what}: areas`).toEqual([])
        expect(await unreachableControls(page), what).toEqual([])
        expect(await axeFindings(page), `${what}: axe`).toEqual([])
      }
      for (const [tab, keys] of Object.entries(TABS)) {
        await app.key(keys).expectFocusOn(new RegExp(`^${tab}`))
        await expectNoProblems(tab)
      }
      await app.focusLayer('dense').key('Enter').expectFocusIn('properties')
      await expectNoProblems('a layer')
      await app.key('Escape').key('Alt+3').expectFocusIn('side')
      await expectNoProblems('the history')
      // The layout does not depend on the theme.
      if (theme === 'dark') return
      for (const keys of ['Control+k', 'Control+Shift+O', '?']) {
        await app.key(keys)
        await expect(page.getByRole('dialog')).toBeVisible()
        expect(await unreachableControls(page), `the dialog of ${keys}`).toEqual([])
        await app.key('Escape')
        await expect(page.getByRole('dialog')).toBeHidden()
      }
      await app.pressByKey('File')
      await expect(page.getByRole('menu')).toBeVisible()
      const lines = page.getByRole('menuitem')
      for (let i = 0; i < (await lines.count()); i++) {
        await lines.nth(i).scrollIntoViewIfNeeded()
        // A fraction of a pixel may be outside.
        await expect(lines.nth(i)).toBeInViewport({ ratio: 0.95 })
      }
    })
