/** Keeps what the preparation steps have learned from the training rows with the run, whose predictions need it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TableReading } from '../../../shared/data/table-reading.ts'
import { replaceFile } from '../../system/replace-file.ts'
import { reportRunFolderErrors } from '../run-folder/run-files.ts'

export const PREPARATION = 'preparation.json'

/** @param fits file of the prepared data @throws ProblemError when the disk is full or the folder cannot be written */
export const keepPreparation = (folder: string, fits: string): void =>
  reportRunFolderErrors(folder, () => replaceFile(join(folder, PREPARATION), [readFileSync(fits)]))

/** How the table was read, which predictions of other files repeat. */
export const READING = 'reading.json'

/** @throws ProblemError when the disk is full or the folder cannot be written */
export const keepReading = (folder: string, reading: TableReading): void =>
  reportRunFolderErrors(folder, () =>
    replaceFile(join(folder, READING), [Buffer.from(`${JSON.stringify(reading)}\n`)]),
  )
