/** The folders import each other only as docs/architecture.md draws and lists it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { drawingIn, faultsOf, type Import, importsIn, TOPS } from './folders.ts'

const root = join(import.meta.dirname, '..', '..')

it('every import is one that the document allows, and every name in it is used', () => {
  const drawing = drawingIn(readFileSync(join(root, 'docs', 'architecture.md'), 'utf8'))
  const files = TOPS.flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .map((path) => `${top}/${path.replaceAll('\\', '/')}`)
      .filter((path) => /\.(tsx?|css)$/.test(path)),
  )
  const imports = files.flatMap((file) => importsIn(file, readFileSync(join(root, file), 'utf8')))
  expect(faultsOf(drawing, files, imports)).toEqual([])
  expect(files.length).toBeGreaterThan(500)
  expect(imports.length).toBeGreaterThan(2000)
})

const example = (table: string, drawn = '    canvas\n    state\n    ui') =>
  drawingIn(`### \`renderer/\`

${drawn}

| folder | what it is | may import |
|---|---|---|
${table}
`)
const table = `| \`ui\` | | |
| \`state\` | | \`ui\` |
| \`canvas\` | cards | \`state\` |`
const files = ['renderer/ui/icon.tsx', 'renderer/state/store.ts', 'renderer/canvas/canvas.tsx']
const imports: readonly Import[] = [
  { file: 'renderer/state/store.ts', imported: 'renderer/ui/icon.tsx' },
  { file: 'renderer/canvas/canvas.tsx', imported: 'renderer/state/store.ts' },
]

it('reports an import that no row allows', () => {
  expect(faultsOf(example(table), files, imports)).toEqual([])
  const upwards = { file: 'renderer/ui/icon.tsx', imported: 'renderer/state/store.ts' }
  const skipping = { file: 'renderer/canvas/canvas.tsx', imported: 'renderer/ui/theme.css' }
  expect(faultsOf(example(table), files, [...imports, upwards, skipping])).toEqual([
    'renderer/ui/icon.tsx imports renderer/state/store.ts, but the row renderer/ui allows only: nothing',
    'renderer/canvas/canvas.tsx imports renderer/ui/theme.css, but the row renderer/canvas allows only: renderer/state',
  ])
})

it('reports a file without a row, and a row or a name that nothing uses', () => {
  expect(faultsOf(example(table), [...files, 'renderer/canvas/wiring/use-wiring.ts'], imports)).toEqual([
    'renderer/canvas/wiring/use-wiring.ts is in 0 rows () instead of one',
  ])
  expect(faultsOf(example(table), files.slice(1), imports)).toEqual(['The row renderer/ui has no files'])
  expect(faultsOf(example(table), files, imports.slice(1))).toEqual([
    'The row renderer/state allows renderer/ui, which no import needs',
  ])
})

it('reports a cycle, and a folder that is not drawn', () => {
  const cyclic = example(table.replace('| `ui` | | |', '| `ui` | | `canvas` |'))
  const back = { file: 'renderer/ui/icon.tsx', imported: 'renderer/canvas/canvas.tsx' }
  expect(faultsOf(cyclic, files, [...imports, back])).toEqual([
    'renderer/ui may import renderer/canvas, which is not drawn below it',
  ])
  expect(faultsOf(example(table, '    canvas · state\n    ui · host'), files, imports)).toEqual([
    'renderer/host is drawn, but has not one row',
    'renderer/canvas may import renderer/state, which is not drawn below it',
  ])
})

it('finds the imports of types, of workers and of styles', () => {
  const code = `import type { Box } from '../geometry/box.ts'
import './theme.css'
type Line = import('./line.ts').Line
new Worker(new URL('./arrange.worker.ts', import.meta.url))`
  expect(importsIn('renderer/ui/a.ts', code).map(({ imported }) => imported)).toEqual([
    'renderer/geometry/box.ts',
    'renderer/ui/theme.css',
    'renderer/ui/line.ts',
    'renderer/ui/arrange.worker.ts',
  ])
  const styles = `@import '../ui/theme.css';\n.a { composes: b from './b.module.css'; }`
  expect(importsIn('renderer/side/a.css', styles).map(({ imported }) => imported)).toEqual([
    'renderer/ui/theme.css',
    'renderer/side/b.module.css',
  ])
})
