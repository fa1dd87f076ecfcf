/** Writes columns as rows. */
import { checkedWriter } from '../checked-file.ts'
import { bytesOf } from '../write-rows.ts'

/** Bytes per write, so that memory stays bounded. */
const BLOCK_BYTES = 8 * 2 ** 20

/** @param columns the values of each column; the file gets them row by row @param report called after each block with the share that is
 *  done; what it throws ends the writing */
export async function writeRows(
  path: string,
  columns: readonly Float32Array[],
  rows: number,
  report: (fraction: number) => void,
): Promise<void> {
  const width = columns.length
  const blockRows = Math.max(1, Math.floor(BLOCK_BYTES / 4 / width))
  const block = new Float32Array(Math.min(blockRows, rows) * width)
  const writer = await checkedWriter(path)
  try {
    for (let start = 0; start < rows; start += blockRows) {
      const end = Math.min(start + blockRows, rows)
      for (let c = 0; c < width; c++) {
        const column = columns[c]!
        for (let row = start, at = c; row < end; row++, at += width) block[at] = column[row]!
      }
      await writer.write(bytesOf(block.subarray(0, (end - start) * width)))
      report(end / rows)
    }
  } finally {
    await writer.close()
  }
}
