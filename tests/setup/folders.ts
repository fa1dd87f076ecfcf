/** The folders as docs/architecture.md draws them, compared with what the files import. */
import { dirname, join, normalize } from 'node:path/posix'

/** The folders of the repository that the document draws. */
export const TOPS = ['shared', 'electron', 'renderer'] as const

/** A row of a table. A folder stands for its own files; with `/*` also for those of the folders in it. */
interface Row {
  readonly folder: string
  readonly mayImport: readonly string[]
}
export interface Drawing {
  /** The rows of the tables of all parts. */
  readonly rows: readonly Row[]
  /** The names of the drawings, line by line from the top. */
  readonly lines: readonly (readonly string[])[]
}
export interface Import {
  readonly file: string
  readonly imported: string
}

/** Names in a part are relative to it, except those of `shared` and files of the root, which have an extension. */
const fullName = (top: string, name: string): string =>
  name === top || /^shared(\/|$)/.test(name) || name.includes('.') ? name : `${top}/${name}`

/** Reads the drawings and tables: after a heading such as ### `renderer/`, an indented block and a table of three columns. */
export function drawingIn(markdown: string): Drawing {
  const rows: Row[] = []
  const lines: string[][] = []
  for (const section of markdown.split(/^#+ /m)) {
    const top = TOPS.find((name) => section.startsWith(`\`${name}/\`\n`))
    if (top === undefined) continue
    for (const line of section.split('\n')) {
      if (line.startsWith('    '))
        lines.push(
          line
            .trim()
            .split(' · ')
            .map((name) => fullName(top, name)),
        )
      const [, folder, , mayImport] = line.startsWith('| `') ? line.split('|') : []
      const namesIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => fullName(top, name!))
      for (const name of namesIn(folder)) rows.push({ folder: name, mayImport: namesIn(mayImport) })
    }
  }
  return { rows, lines }
}

/** The imports of a file by relative path: also of types, of workers and of styles. */
export const importsIn = (file: string, text: string): readonly Import[] =>
  [
    ...text.matchAll(
      file.endsWith('.css')
        ? /(?:@import|from|url\()\s*['"]?(\.[^'")]+)/g
        : /(?:\bfrom|\bimport|\bURL\()\s*\(?\s*'(\.[^']+)'/g,
    ),
  ].map(([, path]) => ({ file, imported: normalize(join(dirname(file), path!)) }))

/** Whether a name stands for a file: as its folder, a folder around it, or the file itself. */
const covers = (name: string, file: string): boolean =>
  name.endsWith('/*') ? file.startsWith(name.slice(0, -1)) : name === dirname(file) || name === file

/** What contradicts the document: imports that it does not allow, names that nothing uses, and arrows that do not point down. */
export function faultsOf(
  { rows, lines }: Drawing,
  files: readonly string[],
  imports: readonly Import[],
): readonly string[] {
  const used = new Set<string>()
  const rowOf = (file: string) => rows.filter(({ folder }) => covers(folder, file))
  const importFaults = imports.flatMap(({ file, imported }) => {
    const [row] = rowOf(file)
    if (row === undefined || covers(row.folder, imported)) return []
    const arrow = row.mayImport.find((name) => covers(name, imported))
    if (arrow === undefined)
      return [
        `${file} imports ${imported}, but the row ${row.folder} allows only: ${row.mayImport.join(', ') || 'nothing'}`,
      ]
    used.add(`${row.folder} ${arrow}`)
    return []
  })
  const fileFaults = files.flatMap((file) => {
    const found = rowOf(file)
    if (found.length === 1) return []
    return [
      `${file} is in ${found.length} rows (${found.map(({ folder }) => folder).join(', ')}) instead of one`,
    ]
  })
  const unusedFaults = rows.flatMap(({ folder, mayImport }) => [
    ...(files.some((file) => covers(folder, file)) ? [] : [`The row ${folder} has no files`]),
    ...mayImport
      .filter((name) => !used.has(`${folder} ${name}`))
      .map((name) => `The row ${folder} allows ${name}, which no import needs`),
  ])
  return [...importFaults, ...fileFaults, ...unusedFaults, ...faultsOfLines({ rows, lines })]
}

/** Each folder is drawn once, and above everything that it may import. No cycle can be drawn so. */
function faultsOfLines({ rows, lines }: Drawing): readonly string[] {
  const lineOf = (name: string) => lines.findIndex((line) => line.includes(name))
  const drawn = lines.flat()
  const topOf = (name: string) => name.split('/')[0]
  return [
    ...rows
      .filter(({ folder }) => drawn.filter((name) => name === folder).length !== 1)
      .map(({ folder }) => `${folder} has a row, but is not drawn once`),
    ...drawn
      .filter((name) => rows.filter(({ folder }) => folder === name).length !== 1)
      .map((name) => `${name} is drawn, but has not one row`),
    ...rows.flatMap(({ folder, mayImport }) =>
      rows
        .filter((other) => mayImport.some((name) => name === other.folder || isAround(name, other.folder)))
        .filter((other) =>
          topOf(other.folder) === topOf(folder)
            ? lineOf(other.folder) <= lineOf(folder)
            : topOf(other.folder) !== 'shared' || topOf(folder) === 'shared',
        )
        .map((other) => `${folder} may import ${other.folder}, which is not drawn below it`),
    ),
  ]
}

/** Whether `name` with `/*` stands for a folder too. */
const isAround = (name: string, folder: string): boolean =>
  name.endsWith('/*') && `${folder}/`.startsWith(name.slice(0, -1))
