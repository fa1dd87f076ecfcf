/** The steps from a data file to an exported program, by mouse and by keyboard. */
import { basename } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { App } from './app.ts'
import type { RunningHost } from './host.ts'
import { focusByKey } from './keys.ts'
import type { SourceFiles } from './source-files.ts'

export interface Hands {
  newDocument(): PromiseLike<unknown>
  /** Brings the files into the app, and shows the Data workspace. */
  take(paths: readonly string[], kind: SourceFiles['kind']): PromiseLike<unknown>
  takeSample(): PromiseLike<unknown>
  select(column: string): PromiseLike<unknown>
  press(button: string): PromiseLike<unknown>
  train(): PromiseLike<unknown>
  saveDocument(path: string): PromiseLike<unknown>
  saveProgram(path: string): PromiseLike<unknown>
  /** The window can be used on from here. */
  expectReadyForMore(): PromiseLike<unknown>
}

export const byMouse = (app: App, { page }: RunningHost): Hands => ({
  newDocument: () => app.new(),
  async take(paths, kind) {
    await app.drop(...paths)
    if (kind === 'pictures') await page.getByRole('button', { name: 'Data', exact: true }).click()
  },
  async takeSample() {
    await page.getByRole('button', { name: 'Data', exact: true }).click()
    await page.getByRole('button', { name: /^Sample: Fashion-MNIST/ }).click()
  },
  select: (column) => page.getByRole('grid', { name: 'Columns' }).getByText(column, { exact: true }).click(),
  press: (button) => page.getByRole('button', { name: button, exact: true }).click(),
  train: () => page.getByRole('button', { name: 'Train', exact: true }).first().click(),
  expectReadyForMore: () => expect(page.getByRole('button', { name: 'Replace…' })).toBeEnabled(),
  saveDocument: (path) => app.save(path),
  saveProgram: (path) =>
    app.choose('save', path, async () => {
      await page.getByRole('button', { name: 'File', exact: true }).click()
      await page.getByRole('menuitem', { name: /^Save the Keras program/ }).click()
    }),
})

/** After each step something has the focus, in view, and it shows. */
export const byKeyboard = (app: App, host: RunningHost): Hands => {
  const { page } = host
  const press = async (name: string | RegExp) => {
    await app.pressByKey(name)
  }
  const dialog = page.getByRole('dialog')
  /** Answers the dialog of the page, which lists the folder of documents. */
  const chooseInPage = async (path: string) => {
    if (host.kind === 'electron') return
    await focusByKey(page, dialog.getByRole('button', { name: basename(path), exact: true }))
    await page.keyboard.press('Enter')
  }
  const hands: Hands = {
    newDocument: () => app.key('Control+Alt+n').expectOpen('untitled'),
    async take(paths, kind) {
      await app.key('F8')
      if (host.kind === 'electron') await host.answerDialog('open', ...paths)
      await press('Open…')
      // The first choice has the focus.
      await expect(dialog.getByRole('button', { name: /^A table/ })).toBeFocused()
      if (kind === 'pictures') await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      for (const [i, path] of paths.entries()) {
        // After pictures, the app asks for their labels itself.
        if (i > 0 && kind === 'table') await press('Add a file…')
        await chooseInPage(path)
      }
      await expect(dialog).toBeHidden()
    },
    async takeSample() {
      await app.key('F8')
      await press(/^Sample: Fashion-MNIST/)
    },
    async select(column) {
      await focusByKey(page, page.getByRole('grid', { name: 'Columns' }).locator('[tabindex="0"]').first())
      await page.keyboard.type(column)
    },
    press,
    train: () => page.keyboard.press('Control+Enter'),
    // What is checked after each step.
    expectReadyForMore: async () => {},
    saveDocument: (path) => app.saveByKey('Control+Shift+s', path),
    saveProgram: (path) => app.saveByKey('Control+e', path),
  }
  const checked = Object.entries(hands).map(([name, step]) => [
    name,
    async (...args: never[]) => {
      await (step as (...all: never[]) => PromiseLike<unknown>)(...args)
      await expectVisibleFocus(page, `the focus after ${name}`)
    },
  ])
  return Object.fromEntries(checked) as unknown as Hands
}

/** Something has the focus, in view, and it shows. */
const expectVisibleFocus = (page: Page, message: string): Promise<void> =>
  expect.poll(() => page.evaluate(focusFault), { message }).toBe(null)

/** Runs in the page. @returns why a person does not see where the focus is; null if they do */
function focusFault(): string | null {
  const focused = document.activeElement
  if (!focused || focused === document.body) return 'nothing has the focus'
  // The canvas and the like have the focus when nothing in them has it.
  if (focused.matches('[data-focus][tabindex="-1"]')) return null
  const { top, bottom, left, right } = focused.getBoundingClientRect()
  const what = focused.outerHTML.slice(0, 160)
  if (bottom <= 0 || right <= 0 || top >= innerHeight || left >= innerWidth) return `out of view: ${what}`
  const active = focused.getAttribute('aria-activedescendant')
  // A control may show it by the frame around it, a grid by its active cell.
  const around = [focused, focused.parentElement, focused.parentElement?.parentElement]
  const marked = [...around, active === null ? null : document.getElementById(active)].some((element) => {
    if (!element) return false
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
  })
  return marked ? null : `it does not show: ${what}`
}
