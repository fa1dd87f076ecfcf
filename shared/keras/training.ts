/** compile, fit, evaluate and save as Python. */
import type { Document } from '../document/document.ts'
import { type Config, listOf, memberOf } from '../fields/index.ts'
import { isObject } from '../json.ts'
import type { Model } from '../model/model.ts'
import { callbacks } from '../training/callbacks/index.ts'
import { losses } from '../training/losses/index.ts'
import { metricNames, metrics, wantColumn } from '../training/metrics/index.ts'
import { optimizers } from '../training/optimizers/index.ts'
import { schedules } from '../training/schedules/index.ts'
import { configured, object } from './arguments.ts'
import { call, float, keyword, list, type Py, statement, text } from './printer.ts'

interface OutputProps {
  readonly loss: Config
  readonly loss_weight: number
  readonly metrics: readonly Config[]
}

const outputProps = (model: Model): OutputProps =>
  model.calls[model.outputs[0]!]!.layer.props as unknown as OutputProps

/** How the loss wants its targets, and how many outputs there are. */
export function targetOf(model: Model) {
  const output = model.calls[model.outputs[0]!]!
  const { loss, metrics: figures } = outputProps(model)
  return {
    form: memberOf(losses, loss).target,
    units: output.inputShapes[0]!.at(-1) ?? 1,
    column: wantColumn(figures),
  }
}

/** By name, or configured. A second one of a kind is given its name: Keras would count it by the order in which objects are made. */
function metricsCode(configs: readonly Config[]): Py[] {
  return metricNames(configs).map((name, i) => {
    const config = configs[i]!
    const written = configured(metrics, config)
    if (name === config.type || typeof written === 'string') return written
    return { ...written, items: [...written.items, keyword('name', text(name))] }
  })
}

/** What Keras has no class for is defined in the program. */
export function ownClasses({ training }: Document): readonly (readonly string[])[] {
  const rate = training.optimizer.learning_rate
  const python = isObject(rate) ? memberOf(schedules, rate as Config).python : undefined
  return python ? [python] : []
}

export function compileCode(model: Model, { training }: Document): string[] {
  const { loss, loss_weight, metrics: figures } = outputProps(model)
  return statement(
    call(
      'model.compile',
      keyword('optimizer', configured(optimizers, training.optimizer)),
      keyword('loss', configured(losses, loss)),
      ...(loss_weight === 1 ? [] : [keyword('loss_weights', list([float(loss_weight)]))]),
      ...(figures.length === 0 ? [] : [keyword('metrics', list(metricsCode(figures)))]),
    ),
  )
}

/** By the number of the class. */
const classWeights = (weights: readonly number[]): Py => ({
  open: 'class_weight={',
  items: weights.map((weight, i) => `${i}: ${float(weight)}`),
  close: '}',
})

export function fitCode({ training }: Document, validation: boolean): string[] {
  const { batch_size, shuffle, class_weight } = training
  const watchers: Py[] = training.callbacks.map((c) => object(memberOf(callbacks, c), c))
  return statement(
    call(
      'model.fit',
      'x_train',
      'y_train',
      ...(batch_size === 32 ? [] : [keyword('batch_size', String(batch_size))]),
      'epochs=args.epochs',
      ...(watchers.length > 0 ? [keyword('callbacks', list(watchers))] : []),
      ...(validation ? ['validation_data=(x_val, y_val)'] : []),
      ...(shuffle ? [] : ['shuffle=False']),
      ...(class_weight === null ? [] : [classWeights(listOf(class_weight))]),
    ),
  )
}
