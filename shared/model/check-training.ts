/** Checks the training settings: gradient clipping, schedules, and the figures and files of callbacks. */
import { produce } from 'immer'
import { callbacks as callbackFamily } from '../catalog/callbacks/index.ts'
import { isTemplate, placeholderNames } from '../catalog/callbacks/model-checkpoint.ts'
import { CLIPS } from '../catalog/optimizers/optimizer.ts'
import { schedules } from '../catalog/schedules/index.ts'
import { type DataInfo, indexOfTarget } from '../data/data-info.ts'
import { BALANCED } from '../data/parts.ts'
import type { Document } from '../document/document.ts'
import { type Config, getMember, toArray } from '../fields/index.ts'
import { isObject } from '../json.ts'
import { assumedMode } from './callback-modes.ts'
import type { Fix, Problem } from './fix.ts'
import type { Model } from './model.ts'
import { outputsOf } from './series.ts'
import * as texts from './training-texts.ts'

/** @param reported names of the figures that the training reports */
export function checkTraining({ training }: Document, model: Model, reported: readonly string[]): Problem[] {
  const { optimizer, callbacks } = training
  const limits = CLIPS.filter((name) => typeof optimizer[name] === 'number')
  const rate = optimizer.learning_rate
  const schedule = isObject(rate) ? (rate as Config) : null
  return [
    ...(limits.length > 1 ? [texts.oneClip(limits, clearLimits(limits.slice(1)))] : []),
    ...(schedule ? checkSchedule(schedule) : []),
    ...callbacks.flatMap((callback, i) => [
      ...checkMonitor(callback, i, reported),
      ...checkMode(callback, i, model),
      ...checkFiles(callback, i, reported),
      ...(schedule && getMember(callbackFamily, callback).setsLearningRate
        ? [texts.rateNotSettable(i, callback.type, schedule.type, removeCallback(i))]
        : []),
    ]),
  ]
}

function checkSchedule(schedule: Config): Problem[] {
  const fault = getMember(schedules, schedule).check?.(schedule as never)
  return fault ? [texts.scheduleFault(fault)] : []
}

const readsMonitor = (callback: Config): boolean =>
  getMember(callbackFamily, callback).readsMonitor?.(callback as never) ?? true

function checkMonitor(callback: Config, i: number, reported: readonly string[]): Problem[] {
  const { type, monitor } = callback
  if (typeof monitor !== 'string' || reported.includes(monitor) || !readsMonitor(callback)) return []
  const fallback = reported.includes('val_loss') ? 'val_loss' : 'loss'
  return [
    texts.unknownMonitor(i, type, monitor, reported, {
      ...setCallbackField(i, 'monitor', fallback),
      label: texts.labelOfUse(fallback),
    }),
  ]
}

/** A figure without a direction in Keras (a count): the likely direction is used, and the person is asked to choose. */
function checkMode(callback: Config, i: number, model: Model): Problem[] {
  const mode = assumedMode(callback, model)
  if (mode === null || !readsMonitor(callback)) return []
  return [
    texts.modeNotDecided(i, callback.type, String(callback.monitor), mode, {
      ...setCallbackField(i, 'mode', mode),
      label: texts.labelOfUse(mode),
    }),
  ]
}

function checkFiles(callback: Config, i: number, reported: readonly string[]): Problem[] {
  const { writesFiles } = getMember(callbackFamily, callback)
  if (writesFiles === 'weights') return checkFilepath(callback, i, reported)
  if (writesFiles === 'table') return checkSeparator(callback, i)
  return []
}

/** Python's csv module accepts one character only. */
function checkSeparator({ type, separator }: Config, i: number): Problem[] {
  if ([...String(separator)].length === 1) return []
  return [
    texts.separator(i, type, String(separator), {
      ...setCallbackField(i, 'separator', ','),
      label: texts.labelOfUse('“,”'),
    }),
  ]
}

function checkFilepath(callback: Config, i: number, reported: readonly string[]): Problem[] {
  const filepath = String(callback.filepath)
  const known = ['epoch', ...reported]
  const unknown = placeholderNames(filepath).find((name) => !known.includes(name))
  if (unknown !== undefined || !isTemplate(filepath))
    return [texts.checkpointTemplate(i, callback.type, filepath, known)]
  const extensions = callback.save_weights_only === true ? ['.weights.h5'] : ['.keras', '.h5']
  if (extensions.some((extension) => filepath.endsWith(extension))) return []
  const corrected = `${filepath.replace(/\.[^./\\{}]*$/, '')}${extensions[0]}`
  return [
    texts.checkpointExtension(i, callback.type, filepath, extensions, {
      ...setCallbackField(i, 'filepath', corrected),
      label: texts.labelOfUse(`“${corrected}”`),
    }),
  ]
}

/** Checks the settings against the data: the length of a schedule, the number of class weights. */
export const checkTrainingData = (document: Document, model: Model, data: DataInfo): Problem[] => [
  ...checkLength(document, data),
  ...checkClasses(document, model, data),
]

function checkClasses({ training }: Document, model: Model, data: DataInfo): Problem[] {
  if (training.class_weight === null) return []
  if (data.weights !== null) return [texts.twoWeights]
  const [output, ...others] = outputsOf(model)
  const names = data.targets.map(({ name }) => name)
  const target = data.targets[indexOfTarget(names, output?.props.target ?? null)]
  // Several Outputs and a missing target are reported by other checks.
  if (others.length > 0 || !target) return []
  const isBalanced = training.class_weight === BALANCED
  const weights = isBalanced ? target.classes.length : toArray(training.class_weight).length
  if (target.kind === 'classes' && weights === target.classes.length) return []
  return [texts.classWeights(weights, target.kind === 'classes' ? target.classes : null)]
}

function checkLength({ training }: Document, data: DataInfo): Problem[] {
  const rate = training.optimizer.learning_rate
  if (!isObject(rate)) return []
  const schedule = rate as Config
  const field = getMember(schedules, schedule).stepsOfRun
  if (field === undefined) return []
  const total = Math.ceil(data.rows.train / training.batch_size) * training.epochs
  if (schedule[field] === total || total === 0) return []
  return [
    texts.scheduleLength(schedule.type, field, schedule[field] as number, total, {
      label: texts.setLabel(field, total),
      apply: (d) =>
        produce(d, (draft) => {
          Object.assign(draft.training.optimizer.learning_rate as object, { [field]: total })
        }),
    }),
  ]
}

/** Edits of the callback at an index. */
const setCallbackField = (i: number, name: string, value: string): Pick<Fix, 'apply'> => ({
  apply: (d) =>
    produce(d, (draft) => {
      Object.assign(draft.training.callbacks[i]!, { [name]: value })
    }),
})
const clearLimits = (names: readonly string[]): Pick<Fix, 'apply'> => ({
  apply: (d) =>
    produce(d, (draft) => {
      Object.assign(draft.training.optimizer, Object.fromEntries(names.map((name) => [name, null])))
    }),
})
const removeCallback = (i: number): Fix => ({
  label: texts.removeLabel,
  apply: (d) =>
    produce(d, (draft) => {
      draft.training.callbacks = draft.training.callbacks.filter((_, j) => j !== i)
    }),
})
