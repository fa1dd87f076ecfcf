/** What the menu of a chart copies and saves: its picture and its numbers. */
import { csvRow } from '../ui/csv.ts'

/** Resolves a CSS variable. */
export type Colors = (name: string) => string

export interface ChartContent {
  /** Of the files, without their extension. */
  readonly name: string
  /** The text of an SVG file that needs nothing else. */
  svg(color: Colors): Promise<string>
  csv(): string
}

/** A cell without a value is empty. */
export type Cell = string | number | null

export interface NumberTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** The picture of all charts: sizes in pixels. */
export const PICTURE_WIDTH = 800
export const PICTURE_HEIGHT = 420
export const PICTURE_FONT = { family: 'system-ui, sans-serif', size: 12 } as const
const PNG_SCALE = 2

/** Longer names of files are refused by some systems. */
const MAX_NAME = 120

/** A name that every system accepts. */
export const fileNameOf = (name: string, extension: string): string =>
  `${name
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, MAX_NAME)}.${extension}`

/** @param svg an SVG file with a width and a height */
export async function pngOf(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth * PNG_SCALE
    canvas.height = image.naturalHeight * PNG_SCALE
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large.'))),
        'image/png',
      ),
    )
  } finally {
    URL.revokeObjectURL(url)
  }
}

const NAMESPACE = 'http://www.w3.org/2000/svg'

/** Adds an element to a picture. */
export function addTo(
  parent: Element,
  name: string,
  attributes: { readonly [name: string]: string | number },
): Element {
  const element = document.createElementNS(NAMESPACE, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  parent.append(element)
  return element
}

/** The text with the values of the CSS variables that it names. */
export const resolveVariables = (text: string, color: Colors): string =>
  text.replace(/var\((--[\w-]+)\)/g, (_, name: string) => color(name))

export const tableCsv = ({ columns, rows }: NumberTable): string =>
  [columns, ...rows].map((row) => csvRow(row.map((cell) => String(cell ?? '')))).join('\r\n')
