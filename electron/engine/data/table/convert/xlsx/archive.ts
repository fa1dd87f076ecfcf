/** The parts of an .xlsx file, which is a zip archive of XML. */
import { open } from 'node:fs/promises'
import type { ProblemError } from '../../../../../../shared/problem.ts'
import type { ResolvedFile } from '../../../find-file.ts'
import { problemError } from '../../../problem-error.ts'
import { MAX_RATIO, MAX_UNPACKED } from '../../../text/limits.ts'
import { memberBytes } from '../../../text/unpack.ts'
import { type Entry, entriesOf, memberOf } from '../../../text/zip.ts'
import { texts } from '../texts.ts'
import { type XmlHandler, xmlScanner } from './xml.ts'

export interface Archive {
  has(name: string): boolean
  /** The error for content that no .xlsx file has. */
  damaged(reason: string): ProblemError
  /** Scans a part; `afterPiece` is awaited after each piece of it. */
  scan(name: string, handler: XmlHandler, afterPiece?: (fraction: number) => Promise<void>): Promise<void>
}

/** @throws ProblemError if the file is no .xlsx file */
export async function openArchive(file: ResolvedFile, signal: AbortSignal): Promise<Archive> {
  const { path } = file
  const entries = new Map((await entriesIn(file)).map((entry) => [entry.name.replaceAll('\\', '/'), entry]))
  const damaged = (reason: string) => problemError('excel_damaged', texts.excelDamaged(path, reason), 'path')
  if (entries.has('xl/workbook.bin') || entries.has('mimetype'))
    throw problemError('excel_format', texts.otherSpreadsheet(path), 'path')
  if (!entries.has('[Content_Types].xml')) throw problemError('excel_format', texts.notExcel(path), 'path')
  return {
    has: (name) => entries.has(name),
    damaged,
    async scan(name, handler, afterPiece) {
      const entry = entries.get(name)
      if (!entry) throw damaged(`${name} is missing`)
      const limit = Math.max(MAX_UNPACKED, MAX_RATIO * entry.packedSize)
      if (entry.unpackedSize > limit) throw problemError('excel_bomb', texts.excelBomb(path, limit), 'path')
      const scanner = xmlScanner(handler, (reason) => damaged(`${name}: ${reason}`))
      const member = await locate(file, entry)
      const { start, end } = member
      for await (const { bytes, position } of memberBytes(file, member, signal).chunks()) {
        scanner.write(bytes)
        await afterPiece?.((position - start) / Math.max(1, end - start))
      }
      scanner.end()
    },
  }
}

async function locate(file: ResolvedFile, entry: Entry) {
  const handle = await open(file.path, 'r')
  try {
    return await memberOf(handle, file, entry)
  } finally {
    await handle.close()
  }
}

async function entriesIn(file: ResolvedFile): Promise<readonly Entry[]> {
  const { path, size } = file
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw problemError('data_unreadable', texts.unreadable(path, error.code ?? String(error)), 'path')
  })
  try {
    const start = Buffer.alloc(Math.min(8, size))
    await handle.read(start, 0, start.length, 0)
    const hex = start.toString('hex')
    if (hex === 'd0cf11e0a1b11ae1') {
      const isEncrypted = await contains(handle, size, Buffer.from('EncryptedPackage', 'utf16le'))
      throw problemError(
        'excel_format',
        isEncrypted ? texts.excelEncrypted(path) : texts.oldExcel(path),
        'path',
      )
    }
    if (!hex.startsWith('504b')) throw problemError('excel_format', texts.notExcel(path), 'path')
    return await entriesOf(handle, file)
  } finally {
    await handle.close()
  }
}

/** Whether a text is in the file; the directory of an old Excel file may be anywhere. */
async function contains(
  handle: Awaited<ReturnType<typeof open>>,
  size: number,
  text: Buffer,
): Promise<boolean> {
  const bytes = Buffer.alloc(2 ** 20)
  for (let at = 0; at < size; at += bytes.length - text.length) {
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, at)
    if (bytes.subarray(0, bytesRead).includes(text)) return true
    if (bytesRead < bytes.length) return false
  }
  return false
}
