/** Signals of a network while it is drawn, and those that a run has kept. */
import { z } from 'zod'
import type { Checked } from '../../../checked.ts'
import type { Signals, SignalsFrame } from '../../../signals/signals.ts'
import { documentText, id, path, seed } from '../arguments.ts'
import { call } from '../call.ts'
import type { RunId } from './run-owner.ts'

export type SignalsQuery = Checked<typeof signalsQuery>
const signalsQuery = z.strictObject({
  /** A newer query of the same client and slot ends the older one, which is rejected with the code `signals_replaced`. */
  slot: id,
  /** The document as the text of its file, with the variant that is asked for. */
  document: documentText,
  /** Folder that relative paths in the document start at; null for a document without a file. */
  folder: path.nullable(),
  /** The document's file, which determines the data files that are allowed. */
  file: path.nullable(),
  /** Initial weights of another draw: added to the document's seed. */
  draw: seed,
  /** Overrides the path of the data source (`--data`); only a terminal may name it. */
  data: path.optional(),
})

/** A frame of a run that trains. */
export interface RunSignals {
  readonly run: RunId
  readonly frame: SignalsFrame
}

export const signalsCalls = {
  /**
   * Computes the signals of a network with fresh initial weights, in a process of its own that stays for the next query. Of a network with
   * errors, the part that is sound. @throws ProblemError: no layer is sound, more layers than can be shown, data that may not be read
   */
  signals: call(signalsQuery).returns<Signals>(),
  /** Ends the process that computes signals. */
  endSignals: call(),
}
