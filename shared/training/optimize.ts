/** The part of a training step that updates the weights, in the order of keras/src/optimizers/base_optimizer.py: accumulating and
 *  clipping gradients, weight decay, the update rule, averaging, and constraints. */
import { applyConstraint } from '../catalog/constraints/index.ts'
import { applyWeightDecay, clipGradients } from '../catalog/optimizers/common.ts'
import { optimizers } from '../catalog/optimizers/index.ts'
import type { OptimizerBuilder, OptimizerVariable, UpdateRule } from '../catalog/optimizers/optimizer.ts'
import { schedules } from '../catalog/schedules/index.ts'
import { type Config, getMember, type Props } from '../fields/index.ts'
import type { Tensor } from '../graph/op.ts'
import type { Build } from './layer-builder.ts'
import { declareState, scalarState } from './states.ts'

/** Name of the state with the learning rate of the last step. */
export const LEARNING_RATE = 'learning_rate'
/** Name of the state with the moving average of a weight. */
export const averageStateName = (weight: string): string => `optimizer/average/${weight}`

/** Sets the next values of all weights and of the optimizer's variables.
 *  @param grads one for each of `b.trained` */
export function optimize(b: Build, optimizer: Config, grads: readonly Tensor[]): void {
  const { m } = b
  const definition = getMember(optimizers, optimizer)
  const trained = [...b.trained]
  const accumulationSteps = optimizer.gradient_accumulation_steps
  const updates = typeof accumulationSteps === 'number' ? everyNth(b, 'accumulated', accumulationSteps) : null
  const updateCount = countUpdates(b, updates)
  /** The new value in steps that update the weights, else the old one. */
  const ifUpdating = (before: Tensor, after: Tensor) => (updates ? m.select(updates, after, before) : after)
  const variable = (value: Tensor, name: string): OptimizerVariable => ({
    value,
    set: (next) => void b.next.set(name, ifUpdating(value, next)),
  })
  const builder: OptimizerBuilder = {
    ...m,
    iteration: m.add(updateCount, 1),
    learningRate: learningRate(b, optimizer.learning_rate as number | Config),
    scalar: (name, initial) => {
      const spec = scalarState(`optimizer/${name}`, 'slot', 'float32', initial)
      return variable(declareState(b, spec), spec.name)
    },
  }
  const gradients = updates ? accumulateGradients(b, grads, updates, accumulationSteps as number) : grads
  const rule: UpdateRule = definition.step(builder, optimizer as unknown as Props<typeof definition.fields>)
  const limited = clipGradients(m, optimizer, gradients)
  const averaged = movingAverages(b, optimizer, updateCount, updates)
  for (const [i, [name, weight]] of trained.entries()) {
    const slot = (part: string, initial = 0) =>
      variable(slotOf(b, `optimizer/${part}/${name}`, weight, initial), `optimizer/${part}/${name}`)
    const before = applyWeightDecay(m, optimizer, builder.learningRate, weight)
    const after = averaged(name, ifUpdating(weight, rule(before, limited[i]!, slot)))
    const constraint = b.constraints.get(name)
    b.next.set(name, constraint ? applyConstraint(m, after, constraint) : after)
  }
}

/** A state with the shape of a weight. */
function slotOf(b: Build, name: string, weight: Tensor, initial = 0): Tensor {
  const shape = weight.shape as readonly number[]
  return declareState(b, {
    name,
    shape,
    dtype: 'float32',
    role: 'slot',
    initial: () => new Float32Array(shape.reduce((n, d) => n * d, 1)).fill(initial),
  })
}

/** The learning rate of this step. A state holds it between steps, so that a run can show it and a callback can lower it. */
function learningRate(b: Build, rate: number | Config): Tensor {
  const state = declareState(
    b,
    scalarState(LEARNING_RATE, 'setting', 'float32', typeof rate === 'number' ? rate : 0),
  )
  if (typeof rate === 'number') return state
  const definition = getMember(schedules, rate)
  const props = rate as unknown as Props<typeof definition.fields>
  const now = definition.rate(b.m, b.m.cast(b.step, 'float32'), props)
  b.next.set(LEARNING_RATE, now)
  return now
}

/** True in every `every`th step, or in every `every`th of the steps in which `counted` is true. The steps are counted in a state,
 *  because float32 cannot divide large step numbers exactly. */
function everyNth(b: Build, name: string, every: number, counted: Tensor | null = null): Tensor {
  const { m } = b
  const spec = scalarState(`optimizer/${name}`, 'slot', 'float32', 0)
  const before = declareState(b, spec)
  const now = m.add(before, 1)
  const reached = m.greaterEqual(now, every)
  const next = m.select(reached, 0, now)
  b.next.set(spec.name, counted ? m.select(counted, next, before) : next)
  return reached
}

/** Number of weight updates before this step: float32 scalar. */
function countUpdates(b: Build, updates: Tensor | null): Tensor {
  const { m } = b
  if (!updates) return m.cast(b.step, 'float32')
  const spec = scalarState('optimizer/updates', 'slot', 'float32', 0)
  const before = declareState(b, spec)
  b.next.set(spec.name, m.select(updates, m.add(before, 1), before))
  return before
}

/** Mean gradients of the last `every` batches. */
function accumulateGradients(
  b: Build,
  grads: readonly Tensor[],
  updates: Tensor,
  every: number,
): readonly Tensor[] {
  const { m } = b
  const names = [...b.trained.keys()]
  return grads.map((gradient, i) => {
    const name = `optimizer/gradient_accumulator/${names[i]!}`
    const sum = m.add(gradient, slotOf(b, name, gradient))
    b.next.set(name, m.select(updates, 0, sum))
    return m.div(sum, every)
  })
}

/** Updates the moving averages of the weights in every step. Every ema_overwrite_frequency updates, the weights become their averages. */
function movingAverages(
  b: Build,
  optimizer: Config,
  updateCount: Tensor,
  updates: Tensor | null,
): (name: string, weight: Tensor) => Tensor {
  const { use_ema, ema_momentum, ema_overwrite_frequency: every } = optimizer
  if (use_ema !== true) return (_, weight) => weight
  const { m } = b
  // The averages equal the weights until the first update.
  const momentum = m.select(m.greater(updateCount, 0), ema_momentum as number, 0)
  const overwrites = typeof every === 'number' ? everyNth(b, 'ema_steps', every, updates) : null
  return (name, weight) => {
    const before = slotOf(b, averageStateName(name), weight)
    const now = m.add(m.mul(momentum, before), m.mul(m.sub(1, momentum), weight))
    b.next.set(averageStateName(name), now)
    return overwrites ? m.select(overwrites, now, weight) : weight
  }
}
