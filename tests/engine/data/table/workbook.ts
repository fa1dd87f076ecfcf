/** Writes small .xlsx files from the XML of their rows. */
import { zipFile } from '../../../setup/zip-file.ts'

export interface BookParts {
  /** Rows of the first sheet, as XML. */
  readonly rows: string
  /** What follows the rows. */
  readonly after?: string
  readonly strings?: readonly string[]
  readonly styles?: string
  readonly is1904?: boolean
  /** Parts instead of, or besides, the usual ones; null: left out. */
  readonly others?: { readonly [name: string]: string | null }
}

export function book({
  rows,
  after = '',
  strings = [],
  styles = '',
  is1904 = false,
  others = {},
}: BookParts): Buffer {
  const parts: { readonly [name: string]: string | null } = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="…/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    'xl/sharedStrings.xml': `<sst>${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`,
    ...others,
  }
  return zipFile(
    Object.entries(parts).flatMap(([name, text]) =>
      text === null ? [] : [{ name, data: Buffer.from(text), deflate: true }],
    ),
  )
}

/** Rows from `A1` on: texts inline, numbers as they are; null: no cell. */
export const rowsXml = (rows: readonly (readonly (string | number | null)[])[], first = 1): string =>
  rows
    .map((cells, i) => {
      const row = first + i
      const xml = cells.map((cell, column) => {
        const reference = `${String.fromCharCode(65 + column)}${row}`
        if (cell === null) return ''
        return typeof cell === 'number'
          ? `<c r="${reference}"><v>${cell}</v></c>`
          : `<c r="${reference}" t="inlineStr"><is><t>${cell}</t></is></c>`
      })
      return `<row r="${row}">${xml.join('')}</row>`
    })
    .join('')
