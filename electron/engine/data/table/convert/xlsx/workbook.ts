/** What the sheets of an .xlsx file share: their names, texts and formats. */
import type { ResolvedFile } from '../../../find-file.ts'
import { problemError } from '../../../problem-error.ts'
import { texts } from '../texts.ts'
import type { Archive } from './archive.ts'
import { kindOfFormat, type NumberKind } from './dates.ts'

/** Characters of all texts, which are kept in memory. */
const MAX_CHARACTERS = 2 ** 28

export interface Sheet {
  readonly name: string
  /** Name of its part of the archive. */
  readonly part: string
  readonly isHidden: boolean
}

export interface Workbook {
  readonly sheets: readonly Sheet[]
  readonly is1904: boolean
  /** The kind of each format of cells. */
  readonly formats: readonly NumberKind[]
  readonly strings: readonly string[]
}

export async function readWorkbook(archive: Archive, file: ResolvedFile): Promise<Workbook> {
  const main = 'xl/workbook.xml'
  const targets = await targetsOf(archive)
  const found: { readonly name: string; readonly id: string; readonly isHidden: boolean }[] = []
  let is1904 = false
  await archive.scan(main, {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '')
      if (name === 'sheet')
        found.push({
          name: attributes.get('name') ?? '',
          id: attributes.get('id') ?? '',
          isHidden: (attributes.get('state') ?? 'visible') !== 'visible',
        })
    },
  })
  const sheets = found.flatMap(({ name, id, isHidden }) => {
    const part = targets.sheets.get(id)
    // A sheet that is a chart has no cells.
    return part && archive.has(part) ? [{ name, part, isHidden }] : []
  })
  if (sheets.length === 0)
    throw problemError('excel_damaged', texts.excelDamaged(file.path, 'it has no sheet'), 'path')
  return {
    sheets,
    is1904,
    formats: archive.has(targets.styles) ? await readFormats(archive, targets.styles) : [],
    strings: archive.has(targets.strings) ? await readStrings(archive, targets.strings, file) : [],
  }
}

/** The names of the parts, by the relations of the workbook. */
async function targetsOf(archive: Archive) {
  const sheets = new Map<string, string>()
  const others = { styles: 'xl/styles.xml', strings: 'xl/sharedStrings.xml' }
  await archive.scan('xl/_rels/workbook.xml.rels', {
    open(name, attributes) {
      if (name !== 'Relationship') return
      const target = attributes.get('Target') ?? ''
      const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`
      const type = attributes.get('Type') ?? ''
      if (type.endsWith('/worksheet')) sheets.set(attributes.get('Id') ?? '', part)
      if (type.endsWith('/styles')) others.styles = part
      if (type.endsWith('/sharedStrings')) others.strings = part
    },
  })
  return { sheets, ...others }
}

async function readFormats(archive: Archive, part: string): Promise<NumberKind[]> {
  const codes = new Map<number, string>()
  const kinds: NumberKind[] = []
  let isInCells = false
  await archive.scan(part, {
    open(name, attributes) {
      const id = Number(attributes.get('numFmtId') ?? 0)
      if (name === 'numFmt') codes.set(id, attributes.get('formatCode') ?? '')
      if (name === 'cellXfs') isInCells = true
      if (name === 'xf' && isInCells) kinds.push(kindOfFormat(id, codes.get(id) ?? null))
    },
    close(name) {
      if (name === 'cellXfs') isInCells = false
    },
  })
  return kinds
}

async function readStrings(archive: Archive, part: string, { path }: ResolvedFile): Promise<string[]> {
  const strings: string[] = []
  let characters = 0
  const collector = textCollector('si', (text) => {
    strings.push(text)
    characters += text.length
    if (characters > MAX_CHARACTERS)
      throw problemError('excel_bomb', texts.excelBomb(path, MAX_CHARACTERS), 'path')
  })
  await archive.scan(part, collector)
  return strings
}

/** Joins the runs of a formatted text; the reading aids of East Asian texts are not part of it.
 *  @param element the element around the text */
export function textCollector(element: string, done: (text: string) => void) {
  let text = ''
  let isText = false
  let aids = 0
  return {
    open(name: string) {
      if (name === element) text = ''
      if (name === 'rPh') aids++
      isText = name === 't' && aids === 0
    },
    close(name: string) {
      if (name === 'rPh') aids--
      if (name === 't') isText = false
      if (name === element) done(plain(text))
    },
    text(part: string) {
      if (isText) text += part
    },
  }
}

/** `_x000D_` stands for a character that XML cannot hold. */
export const plain = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\da-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
