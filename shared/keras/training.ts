/** compile, fit, evaluate and save as Python. */

import { callbacks } from '../catalog/callbacks/index.ts'
import { losses } from '../catalog/losses/index.ts'
import { metricNames, metrics } from '../catalog/metrics/index.ts'
import { optimizers } from '../catalog/optimizers/index.ts'
import { schedules } from '../catalog/schedules/index.ts'
import { BALANCED } from '../data/parts.ts'
import type { Document } from '../document/document.ts'
import { type Config, getMember, toArray } from '../fields/index.ts'
import { isObject } from '../json.ts'
import { withExplicitMode } from '../model/callback-modes.ts'
import type { Model } from '../model/model.ts'
import { type ModelOutput, type OutputProps, outputsOf } from '../model/series.ts'
import { configCode, objectCode } from './arguments.ts'
import { errorComments } from './comments.ts'
import type { DataCode } from './data.ts'
import { call, dict, float, keyword, list, type Py, statement, text, withComments } from './printer.ts'

/** Metrics by name, or as objects if configured. A second metric of a type gets an explicit name, because Keras would number it by the
 *  order in which objects are created.
 *  @param counted types that Keras numbers across all lists of metrics */
function metricsCode(configs: readonly Config[], counted: ReadonlySet<string>): Py[] {
  return metricNames(configs).map((name, i) => {
    const config = configs[i]!
    const written = configCode(metrics, config)
    const named = counted.has(config.type)
    if (!named && (name === config.type || typeof written === 'string')) return written
    const made = objectCode(getMember(metrics, config), config)
    return typeof made === 'string' ? made : { ...made, items: [...made.items, keyword('name', text(name))] }
  })
}

/** Types of metrics that occur in several lists (of several Outputs, or plain and weighted), at least once as an object. */
function countedTypes(outputs: readonly ModelOutput[]): ReadonlySet<string> {
  const lists = outputs.flatMap(({ props }) => [props.metrics, props.weighted_metrics])
  const types = new Set(lists.flat().map(({ type }) => type))
  return new Set(
    [...types].filter((type) => {
      const listsWithType = lists.filter((list) => list.some((config) => config.type === type))
      const own = listsWithType.flat().filter((config) => config.type === type)
      return listsWithType.length > 1 && own.some((config) => typeof configCode(metrics, config) !== 'string')
    }),
  )
}

/** Definitions of classes that Keras does not have. */
export function customClasses({ training }: Document): readonly (readonly string[])[] {
  const rate = training.optimizer.learning_rate
  const python = isObject(rate) ? getMember(schedules, rate as Config).python : undefined
  return python ? [python] : []
}

/** Sets the dtype policy; must run before any layer is created. */
export const policyCode = ({ training }: Document): string[] =>
  training.dtype_policy === 'float32'
    ? []
    : statement(call('keras.config.set_dtype_policy', text(training.dtype_policy)))

export function compileCode(model: Model, { training }: Document): string[] {
  const outputs = outputsOf(model)
  const several = outputs.length > 1
  /** A keyword argument with one value, or with a dict of values by Output; empty if no Output has a value. */
  const perOutput = (
    name: string,
    value: (props: OutputProps) => Py | null,
    wrapSingle: (value: Py) => Py = (v) => v,
  ) => {
    const entries = outputs.flatMap((output): [string, Py][] => {
      const code = value(output.props)
      return code === null ? [] : [[output.name, code]]
    })
    return entries.length === 0 ? [] : [keyword(name, several ? dict(entries) : wrapSingle(entries[0]![1]))]
  }
  const hasLossWeights = outputs.some(({ props }) => props.loss_weight !== 1)
  const counted = countedTypes(outputs)
  const metricList = (configs: readonly Config[]) =>
    configs.length === 0 ? null : list(metricsCode(configs, counted))
  // Errors of the Outputs, in a network with errors.
  const messages = outputs.flatMap(({ call: { layer } }) => layer.faults?.messages ?? [])
  const compile = withComments(
    call(
      'model.compile',
      keyword('optimizer', configCode(optimizers, training.optimizer)),
      ...perOutput('loss', ({ loss }) => configCode(losses, loss)),
      ...perOutput(
        'loss_weights',
        ({ loss_weight }) => (hasLossWeights ? float(loss_weight) : null),
        (weight) => list([weight]),
      ),
      ...perOutput('metrics', ({ metrics: plain }) => metricList(plain)),
      ...perOutput('weighted_metrics', ({ weighted_metrics }) => metricList(weighted_metrics)),
    ),
    errorComments(messages),
  )
  return statement(compile)
}

/** Class weights by class index. */
const classWeights = (weights: readonly number[]): Py => ({
  open: 'class_weight={',
  items: weights.map((weight, i) => `${i}: ${float(weight)}`),
  close: '}',
})

const classWeightArgument = (weights: Document['training']['class_weight']): Py[] => {
  if (weights === null) return []
  return [weights === BALANCED ? 'class_weight=class_weight' : classWeights(toArray(weights))]
}

/** The weights of scikit-learn's `balanced`. */
function balancedLines(model: Model): string[] {
  const [output] = outputsOf(model)
  const isOneHot = output !== undefined && getMember(losses, output.props.loss).target === 'one-hot'
  return [
    `labels, counts = np.unique(y_train${isOneHot ? '.argmax(axis=1)' : ''}, return_counts=True)`,
    'class_weight = dict(zip(labels, len(y_train) / (len(labels) * counts)))',
  ]
}

export function fitCode({ training }: Document, model: Model, { validation, weights }: DataCode): string[] {
  const { epochs, batch_size, shuffle, class_weight } = training
  const callbackObjects: Py[] = training.callbacks.map((c) =>
    objectCode(getMember(callbacks, c), withExplicitMode(c, model)),
  )
  const isEmpty = callbackObjects.length === 0
  const fitCall = (callbackList: Py): string[] =>
    statement(
      call(
        'model.fit',
        'x_train',
        'y_train',
        ...(batch_size === 32 ? [] : [keyword('batch_size', String(batch_size))]),
        keyword('epochs', String(epochs)),
        ...(isEmpty ? [] : [keyword('callbacks', callbackList)]),
        ...(weights ? ['sample_weight=w_train'] : []),
        ...(validation ? [`validation_data=(x_val, y_val${weights ? ', w_val' : ''})`] : []),
        ...(shuffle ? [] : ['shuffle=False']),
        ...classWeightArgument(class_weight),
      ),
    )
  const inside = fitCall(list(callbackObjects))
  const apart = [...statement(list(callbackObjects), 'callbacks = '), ...fitCall('callbacks')]
  const weighting = class_weight === BALANCED ? balancedLines(model) : []
  return [...weighting, ...(!isEmpty && apart.length < inside.length ? apart : inside)]
}
