/** The calls of one client about data: their description, the rows of tables and pictures, and what stops a long reading. */
import type { DataReference } from '../../../shared/data/data-reference.ts'
import type { DataCalls, ReadingProgress } from '../../../shared/ipc/contract/index.ts'
import { clientReading } from './client-reading.ts'
import { prepareData } from './index.ts'
import { inspectTable, tableFills, tableRows } from './inspect.ts'
import { rowFingerprints } from './marks/row-fingerprints.ts'
import { pictureRows } from './picture-rows.ts'
import { previewTable } from './preview-table.ts'

export interface DataClient {
  readonly cache: string
  /** @throws ProblemError if the client may not read the files of these data */
  permit(data: DataReference, folder: string | null, file: string | null): Promise<void>
  onReading(progress: ReadingProgress): void
}

export function dataService({ cache, permit, onReading }: DataClient): {
  readonly calls: DataCalls
  /** Stops what is being read. */
  stop(): void
} {
  const reading = clientReading(onReading)
  const calls: DataCalls = {
    async describeData(reference, folder, file) {
      await permit(reference, folder, file)
      const progress = reading.of('describeData', [reference, folder])
      return (await prepareData(reference, { folder, cache, ...progress })).info
    },
    async previewTable(reference, folder, file) {
      await permit(reference, folder, file)
      return previewTable(reference, { folder, cache })
    },
    async inspectTable(reference, folder, file, isExact) {
      await permit(reference, folder, file)
      return inspectTable(reference, {
        folder,
        cache,
        isExact,
        ...reading.of('inspectTable', [reference, folder, isExact]),
      })
    },
    async tableRows(reference, folder, file, range) {
      await permit(reference, folder, file)
      return tableRows(reference, range, {
        folder,
        cache,
        ...reading.of('tableRows', [reference, folder]),
      })
    },
    async tableFills(reference, folder, file) {
      await permit(reference, folder, file)
      return tableFills(reference, { folder, cache })
    },
    async stopReading() {
      reading.stop()
    },
    async pictureRows(reference, folder, file, range) {
      await permit(reference, folder, file)
      return pictureRows(reference, range, { folder, cache })
    },
    async rowFingerprints(reference, folder, file, rows) {
      await permit(reference, folder, file)
      return rowFingerprints(reference, rows, { folder, cache })
    },
  }
  return { calls, stop: reading.stop }
}
