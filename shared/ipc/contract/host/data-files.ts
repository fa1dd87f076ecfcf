/** The data files that a document may use. */
import { z } from 'zod'
import { path } from '../arguments.ts'
import { call } from '../call.ts'
import type { Permission } from './permission.ts'

const fileName = z.string().min(1).max(255)
const bytes = z.instanceof(Uint8Array)
const copyId = z.string().regex(/^[0-9a-f]{32}$/)
const digest = z.string().regex(/^[0-9a-f]{64}$/)
const fileSize = z
  .int()
  .min(0)
  .max(2 ** 40)

export const dataFileCalls = {
  /** Whether a file of this name and size is in the folders that the host may read, first in the document's: then it is worth while to compute
   *  its digest. Only used when the window does not know the path of a dropped file. */
  isDataThere: call(fileName, fileSize, path.nullable()).returns<boolean>(),
  /** Returns the path of such a file with this content (content-digest.ts), which the document may then use; `null` if there is none. */
  findData: call(fileName, fileSize, path.nullable(), digest).returns<string | null>(),
  /** Begins to copy a dropped data file of so many bytes into the document's folder (`null`: the first root); only used when the window
   *  does not know the path of the file. Returns the id of the copy. */
  beginData: call(fileName, fileSize, path.nullable()).returns<string>(),
  /** Appends the next bytes of the copy. */
  appendData: call(copyId, bytes).returns<void>(),
  /** Ends the copy and returns its path. Never overwrites a file; an identical one is used instead. */
  endData: call(copyId).returns<string>(),
  /** Removes an unfinished copy. */
  cancelData: call(copyId).returns<void>(),
  /** Allows a document to use a data file outside its folder. The desktop app asks the user; a page with in-app dialogs has already asked.
   *  Without a document, the page reports the file that was chosen in its dialog. */
  allowData: call(path, path.nullable()).returns<Permission>(),
}
