/** Versions of the host, and the licences of what is in the package, which its build has listed. */
import { readFile } from 'node:fs/promises'
import { type About, type Licence, licences } from '../../shared/ipc/contract/host/about.ts'

/** @param file the list of a package; not there in a clone */
export async function aboutHost(file: string | null): Promise<About> {
  return {
    electron: process.versions.electron ?? null,
    chromium: process.versions.chrome ?? null,
    licences: file === null ? null : await readLicences(file),
  }
}

/** @throws Error if the list is damaged; `null` if there is none */
async function readLicences(file: string): Promise<readonly Licence[] | null> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  return licences.parse(JSON.parse(text))
}
