/** The data files that a document may use. */
import { z } from 'zod'
import { path } from '../arguments.ts'
import { call } from '../call.ts'

/** The user's answer about data outside the document's folder: read it, choose other data, or cancel. */
export type DataAnswer = 'allow' | 'other' | 'cancel'

const fileName = z.string().min(1).max(255)
const bytes = z.instanceof(Uint8Array)

export const dataFileCalls = {
  /** Copies a dropped data file into the document's folder (`null`: the first root) and returns its path there. Never overwrites a file.
   *  Only used when the window does not know the path of the file. */
  keepData: call(fileName, bytes, path.nullable()).returns<string>(),
  /** Allows a document to use a data file outside its folder. The desktop app asks the user; a page with in-app dialogs has already asked.
   *  Without a document, the page reports the file that was chosen in its dialog. */
  allowData: call(path, path.nullable()).returns<DataAnswer>(),
}
