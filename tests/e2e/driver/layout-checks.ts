/** Checks the current screen: accessibility with axe, and the layout. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}

/** The rules of axe whose result depends on the theme. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block']

/** The serious and critical findings of axe. `colors` limits the rules to those that depend on the theme. */
export async function axeFindings(page: Page, rules: 'all' | 'colors' = 'all'): Promise<readonly string[]> {
  await page.evaluate(`${AXE}; undefined`)
  const violations = await page.evaluate(
    async (only) => {
      const { axe } = window as unknown as {
        axe: { run(options: object): Promise<{ violations: Finding[] }> }
      }
      return (await axe.run({ resultTypes: ['violations'], ...(only && { runOnly: only }) })).violations
    },
    rules === 'colors' ? COLOR_RULES : null,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join('\n    ')}`)
}

/** Controls that are covered, that overflow their container, or that cannot be scrolled into view; and buttons and headings whose text is
 *  cut off. */
export const unreachableControls = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const problems: string[] = []
    const parents = (element: Element): Element[] =>
      element.parentElement ? [element.parentElement, ...parents(element.parentElement)] : []
    const dialog = document.querySelector('[role="dialog"]')
    const scope = dialog ?? document
    for (const element of scope.querySelectorAll<HTMLElement>('button, input, select, [role="tab"], h1')) {
      const style = getComputedStyle(element)
      const isVisible = element.checkVisibility({ checkVisibilityCSS: true })
      if (!isVisible || element.closest('[data-testid="canvas"] .react-flow__viewport')) continue
      // The canvas pans its content itself.
      const block = element.closest('.react-flow') ? 'nearest' : 'center'
      element.scrollIntoView({ block, inline: 'nearest' })
      const box = element.getBoundingClientRect()
      if (box.width === 0 || box.height === 0) continue
      const name = element.getAttribute('aria-label') ?? (element.textContent || element.id)
      // A box without scroll bars can be scrolled by a script, but not by a user.
      for (const parent of parents(element)) {
        const { overflowX, overflowY } = getComputedStyle(parent)
        const moved = { x: parent.scrollLeft !== 0, y: parent.scrollTop !== 0 }
        if ((overflowX === 'hidden' && moved.x) || (overflowY === 'hidden' && moved.y)) {
          problems.push(`${name} is cut off in ${parent.className}`)
          parent.scrollTo(0, 0)
        }
      }
      // A control that is higher than the window can be scrolled through.
      const reachesOverY = box.height <= innerHeight && (box.top < -1 || box.bottom > innerHeight + 1)
      if (box.left < -1 || box.right > innerWidth + 1 || reachesOverY) {
        const edges = [box.left, box.top, box.right, box.bottom].map(Math.round).join(' ')
        problems.push(`${name} reaches over the window: ${edges}`)
        continue
      }
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
      const isOnTop =
        top &&
        (element.contains(top) || top.contains(element) || top.closest('label')?.htmlFor === element.id)
      if (!isOnTop) problems.push(`${name} is covered by ${top?.outerHTML.slice(0, 120)}`)
      const isClipped = element.matches('button, h1') && element.scrollWidth > element.clientWidth + 1
      const isExplained = element.title !== '' || style.textOverflow === 'ellipsis'
      if (isClipped && style.overflowX !== 'visible' && !isExplained)
        problems.push(`${name} does not fit into its box`)
    }
    // The window must not scroll beyond its content.
    const app = document.querySelector('[data-area="top"]')!.parentElement!
    app.scrollTo(0, app.scrollHeight)
    if (document.querySelector('footer')!.getBoundingClientRect().bottom < innerHeight - 1)
      problems.push('the window scrolls beyond its end')
    app.scrollTo(0, 0)
    if (document.documentElement.scrollWidth > innerWidth) problems.push('the page scrolls sideways')
    return problems
  })

/** The areas of the window that overlap, overflow the window or are too small to work in. */
export const layoutProblems = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const problems: string[] = []
    const visible = [...document.querySelectorAll<HTMLElement>('[data-area], footer')].filter((element) =>
      element.checkVisibility({ checkVisibilityCSS: true }),
    )
    const areas = visible.map((element) => ({
      name: element.dataset.area ?? 'status',
      box: element.getBoundingClientRect(),
    }))
    for (const { name, box } of areas) {
      if (box.left < -1 || box.right > innerWidth + 1) problems.push(`${name} reaches over the window`)
      const [width, height] = name === 'top' || name === 'status' ? [200, 20] : [160, 100]
      if (box.width < width || box.height < height)
        problems.push(`${name} is ${Math.round(box.width)} × ${Math.round(box.height)}`)
    }
    for (const [i, a] of areas.entries())
      for (const b of areas.slice(i + 1)) {
        const overlapX = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
        const overlapY = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
        if (overlapX > 1 && overlapY > 1) problems.push(`${a.name} and ${b.name} lie on each other`)
      }
    const app = document.querySelector('[data-area="top"]')!.parentElement!
    const bottom = Math.max(...areas.map(({ box }) => box.bottom))
    const scrolls = /auto|scroll/.test(getComputedStyle(app).overflowY)
    if (bottom > innerHeight + 1 && !scrolls) problems.push('the window is cut off below')
    return problems
  })
