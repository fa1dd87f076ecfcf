/** The calls and events between the window, its host and the engine. Each call is declared once, in the file of its subject: its name, the
 *  schemas of its arguments and the type of its result. birpc carries calls and events over anything that posts bytes (shared/ipc/port.ts);
 *  the receiver of a call checks its arguments (shared/ipc/rpc.ts). The window and the command line import types only. */
import type { CallsOf } from './call.ts'
import { dataCalls } from './engine/data.ts'
import { errorAnalysisCalls } from './engine/error-analysis.ts'
import { evaluationCalls } from './engine/evaluations.ts'
import { predictionCalls } from './engine/predictions.ts'
import { runListCalls } from './engine/run-list.ts'
import { runCalls } from './engine/runs.ts'
import { runtimeCalls } from './engine/runtime.ts'
import { signalsCalls } from './engine/signals.ts'
import { storedRunCalls } from './engine/stored-runs.ts'
import { trialCalls } from './engine/trials.ts'
import { aboutCalls } from './host/about.ts'
import { blockCalls } from './host/blocks.ts'
import { dataFileCalls } from './host/data-files.ts'
import { draftCalls } from './host/drafts.ts'
import { fileCalls } from './host/files.ts'
import { preferenceCalls } from './host/preferences.ts'
import { settingsCalls } from './host/settings.ts'
import { windowCalls } from './host/window.ts'

export type * from './engine/error-analysis.ts'
export type * from './engine/evaluations.ts'
export type * from './engine/events.ts'
export type * from './engine/predictions.ts'
export type * from './engine/run-list.ts'
export type { RunId, RunOwner, RunSet } from './engine/run-owner.ts'
export type * from './engine/runs.ts'
export type * from './engine/runtime.ts'
export type * from './engine/signals.ts'
export type * from './engine/stored-runs.ts'
export type * from './engine/trials.ts'
export type * from './host/about.ts'
export type * from './host/blocks.ts'
export type * from './host/drafts.ts'
export type * from './host/files.ts'
export type * from './host/permission.ts'
export type * from './host/preferences.ts'
export type * from './host/settings.ts'
export type * from './host/window.ts'

export const engineContract = {
  ...runtimeCalls,
  ...dataCalls,
  ...runCalls,
  ...trialCalls,
  ...storedRunCalls,
  ...runListCalls,
  ...evaluationCalls,
  ...predictionCalls,
  ...errorAnalysisCalls,
  ...signalsCalls,
}
export type EngineCalls = CallsOf<typeof engineContract>
export type DataCalls = CallsOf<typeof dataCalls>
export type TrainingCalls = CallsOf<typeof runCalls & typeof trialCalls>
export type EvaluationCalls = CallsOf<typeof evaluationCalls>
export type PredictionCalls = CallsOf<typeof predictionCalls>
export type SignalsCalls = CallsOf<typeof signalsCalls>
export type ErrorAnalysisCalls = CallsOf<typeof errorAnalysisCalls>

export const hostContract = {
  ...aboutCalls,
  ...windowCalls,
  ...fileCalls,
  ...draftCalls,
  ...blockCalls,
  ...preferenceCalls,
  ...dataFileCalls,
  ...settingsCalls,
}
export type HostCalls = CallsOf<typeof hostContract>
