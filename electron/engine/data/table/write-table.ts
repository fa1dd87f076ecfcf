/** Writes a table into the cache, block by block, so that memory stays bounded whatever the number of rows. */
import { type FileHandle, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { writeJson } from '../cache-files.ts'
import { bytesOf, writeArray } from '../write-rows.ts'
import { filesOf, INDEX_VALUES, type StoredTable } from './stored-table.ts'

/** Values per block: a block of float64 has 32 MiB. */
const BLOCK_VALUES = 2 ** 22
const MAX_BLOCK_ROWS = 2 ** 16

/** Bytes of a block of texts. */
const BLOCK_BYTES = 2 ** 28

/** Rows per block of a table with so many columns. @param rowBytes about how long a row is */
export const blockRowsFor = (columns: number, rowBytes = 0): number =>
  Math.max(
    16,
    Math.min(
      MAX_BLOCK_ROWS,
      Math.floor(BLOCK_VALUES / Math.max(1, columns)),
      Math.floor(BLOCK_BYTES / Math.max(1, rowBytes)),
    ),
  )

export interface TableWriter {
  /** Appends the segments of all columns for the next rows; every block but the last one has the same number of rows. */
  writeBlock(segments: readonly ArrayBufferView[]): Promise<void>
  /** Appends another segment after the blocks. @returns its number */
  writeSegment(segment: ArrayBufferView): Promise<number>
  finish(table: Omit<StoredTable, 'segments' | 'cellBytes'>): Promise<void>
  /** Closes the file; also after an error. */
  close(): Promise<void>
}

export async function createTable(folder: string): Promise<TableWriter> {
  const files = filesOf(folder)
  const cells = await open(files.cells, 'w')
  const index: number[] = []
  let position = 0
  let isOpen = true
  const add = async (segments: readonly Uint8Array[]) => {
    let at = position
    for (const segment of segments) {
      index.push(at, segment.length, crc32(segment))
      at += segment.length
    }
    position = at
    await writeAll(cells, segments.length === 1 ? segments[0]! : Buffer.concat(segments))
  }
  return {
    writeBlock: (segments) => add(segments.map(bytesOf)),
    async writeSegment(segment) {
      await add([bytesOf(segment)])
      return index.length / INDEX_VALUES - 1
    },
    async finish(table) {
      await cells.sync()
      await writeArray(files.index, Float64Array.from(index))
      await writeJson(files.table, {
        ...table,
        segments: index.length / INDEX_VALUES,
        cellBytes: position,
      } satisfies StoredTable)
    },
    async close() {
      if (isOpen) await cells.close()
      isOpen = false
    },
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length; )
    written += (await file.write(bytes, written, bytes.length - written)).bytesWritten
}

/** A segment of texts: int32 start of each text and the end of the last one, then the bytes in UTF-8. */
export function textSegment(texts: readonly string[]): Uint8Array {
  const starts = new Int32Array(texts.length + 1)
  const parts = texts.map((text) => Buffer.from(text))
  for (const [i, part] of parts.entries()) starts[i + 1] = starts[i]! + part.length
  return Buffer.concat([bytesOf(starts), ...parts])
}

/** The texts from number `from` to `to` of a segment of `count` texts. */
export function textsIn(
  segment: Uint8Array<ArrayBuffer>,
  count: number,
  from = 0,
  to = count,
  offset = 0,
): string[] {
  const starts = new Int32Array(segment.buffer, segment.byteOffset + offset, count + 1)
  const bytes = Buffer.from(segment.buffer, segment.byteOffset + offset + starts.byteLength)
  return Array.from({ length: to - from }, (_, i) =>
    bytes.toString('utf8', starts[from + i], starts[from + i + 1]),
  )
}
