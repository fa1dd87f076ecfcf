/** The data files that a document may use. */
import { z } from 'zod'
import { path } from '../arguments.ts'
import { call } from '../call.ts'

/** The user's answer about data outside the document's folder: read it, choose other data, or cancel. */
export type DataAnswer = 'allow' | 'other' | 'cancel'

const fileName = z.string().min(1).max(255)
const bytes = z.instanceof(Uint8Array)
const copyId = z.string().regex(/^[0-9a-f]{32}$/)
const MAX_DATA_BYTES = 2 ** 40

export const dataFileCalls = {
  /** Begins to copy a dropped data file of so many bytes into the document's folder (`null`: the first root); only used when the window
   *  does not know the path of the file. Returns the id of the copy. */
  beginData: call(fileName, z.int().min(0).max(MAX_DATA_BYTES), path.nullable()).returns<string>(),
  /** Appends the next bytes of the copy. */
  appendData: call(copyId, bytes).returns<void>(),
  /** Ends the copy and returns its path. Never overwrites a file; an identical one is used instead. */
  endData: call(copyId).returns<string>(),
  /** Removes an unfinished copy. */
  cancelData: call(copyId).returns<void>(),
  /** Allows a document to use a data file outside its folder. The desktop app asks the user; a page with in-app dialogs has already asked.
   *  Without a document, the page reports the file that was chosen in its dialog. */
  allowData: call(path, path.nullable()).returns<DataAnswer>(),
}
