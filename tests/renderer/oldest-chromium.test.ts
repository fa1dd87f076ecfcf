/** The window runs in Chromium 108, that of the oldest supported Electron, so its sources use no newer feature. The build checks the
 *  bundle in the same way. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { newerCalls, newerStyles } from '../../renderer/oldest-chromium.ts'

const filesOf = (folders: readonly string[], ending: RegExp) =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => ending.test(name))
      .map((name) => join(folder, name)),
  )
const faultsIn = (paths: readonly string[], check: (text: string) => readonly string[]) =>
  paths.flatMap((path) => check(readFileSync(path, 'utf8')).map((fault) => `${path}: ${fault}`))

it('calls no function that Chromium 108 does not have', () => {
  const sources = filesOf(['renderer', 'shared'], /\.tsx?$/).filter(
    (path) => path !== join('renderer', 'oldest-chromium.ts'),
  )
  expect(sources.length).toBeGreaterThan(300)
  expect(faultsIn(sources, newerCalls)).toEqual([])
})

it('uses no CSS that Chromium 108 does not support', () => {
  const sheets = filesOf(['renderer'], /\.css$/)
  expect(sheets.length).toBeGreaterThan(30)
  expect(faultsIn(sheets, newerStyles)).toEqual([])
})

it.each([
  '.a { background: color-mix(in srgb, var(--a) 40%, var(--b)); }',
  '.a { color: oklch(60% 0.2 20) }',
  '.a { color: rgb(from var(--a) r g b / 50%) }',
  '.a { background: linear-gradient(in oklch, red, blue) }',
  '.a { color: light-dark(red, blue) }',
  '.a { width: round(1px, 2px); height: 2lh }',
  '.a { text-wrap: balance }',
  '.a { display: grid; mask: none }',
  '.a{scrollbar-width:thin}',
  '.a { .b & { color: red } }',
  '.a { &:hover { color: red } }',
  '.a:nth-child(2 of .b) { color: red }',
  'input:user-invalid { color: red }',
  '@supports (a: b) { .a { mask: none } } .b { mask: none }',
  '@starting-style { .a { color: red } }',
  '@container style(--a: b) { .a { color: red } }',
  '.a { grid-template-rows: subgrid }',
  '.a { display: inline flex }',
  '.a { content-visibility: hidden }',
])('detects newer CSS: %s', (css) => {
  expect(newerStyles(css)).toHaveLength(css.includes('round(') ? 2 : 1)
})

it.each([
  '.a { background: linear-gradient(rgb(var(--b) / 60%) 0 0), var(--a); color: rgb(1 2 3 / 4%) }',
  '/* color-mix(in srgb, red, blue) & more */ .a::after { content: "& color-mix("; }',
  '.a:has(.b), .a:is(.b, .c) > .d { inset: 0; aspect-ratio: 1; gap: 1px }',
  '.a { -webkit-mask: none; text-wrap-x: y; width: 100dvh; transition: color 1s linear; }',
  '@container (min-width: 3px) { .a { color: red } } @layer a { .b { accent-color: red } }',
  '.a { border: 1px solid; transform: translate(1px) scale(0.5) rotate(1deg); width: calc(100% - 1rem) }',
  '@supports (scrollbar-width: thin) { * { scrollbar-width: thin } } .a { color: red }',
  '.opened .open, .a[data-open] { color: red }',
  '.a { content-visibility: auto } @supports (scrollbar-color: auto) { .a { content-visibility: hidden } }',
])('accepts supported CSS: %s', (css) => {
  expect(newerStyles(css)).toEqual([])
})

it('detects newer calls', () => {
  expect(newerCalls('a.toSorted(); Object.groupBy(a, b)\nPromise.withResolvers()')).toHaveLength(3)
  expect(newerCalls('a.sort(); a.findLast(b); structuredClone(a)')).toEqual([])
})
