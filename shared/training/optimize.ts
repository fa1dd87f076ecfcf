/** The part of a training step that updates the weights, in the order of keras/src/optimizers/base_optimizer.py: accumulating and
 *  clipping gradients, weight decay, the update rule, averaging, and constraints. */
import { constrained } from '../constraints/index.ts'
import { type Config, memberOf, type Props } from '../fields/index.ts'
import type { Tensor } from '../graph/ops.ts'
import { clipped, decayed } from './optimizers/common.ts'
import { optimizers } from './optimizers/index.ts'
import type { Memory, OptimizerBuilder, UpdateRule } from './optimizers/optimizer.ts'
import type { Build } from './owner.ts'
import { schedules } from './schedules/index.ts'
import { scalar, use } from './states.ts'

/** Name of the state with the learning rate of the last step. */
export const LEARNING_RATE = 'learning_rate'
/** Name of the state with the moving average of a weight. */
export const averageOf = (weight: string): string => `optimizer/average/${weight}`

/** Sets the next values of all weights and of the optimizer's variables.
 *  @param grads one for each of `b.trained` */
export function optimize(b: Build, optimizer: Config, grads: readonly Tensor[]): void {
  const { m } = b
  const definition = memberOf(optimizers, optimizer)
  const trained = [...b.trained]
  const every = optimizer.gradient_accumulation_steps
  const updates = typeof every === 'number' ? onceIn(b, 'accumulated', every) : null
  const done = updatesBefore(b, updates)
  /** The new value in steps that update the weights, else the old one. */
  const kept = (before: Tensor, after: Tensor) => (updates ? m.select(updates, after, before) : after)
  const memory = (value: Tensor, name: string): Memory => ({
    value,
    set: (next) => void b.next.set(name, kept(value, next)),
  })
  const builder: OptimizerBuilder = {
    ...m,
    iteration: m.add(done, 1),
    learningRate: learningRate(b, optimizer.learning_rate as number | Config),
    scalar: (name, initial) => {
      const spec = scalar(`optimizer/${name}`, 'slot', 'float32', initial)
      return memory(use(b, spec), spec.name)
    },
  }
  const gradients = updates ? addedUp(b, grads, updates, every as number) : grads
  const rule: UpdateRule = definition.step(builder, optimizer as unknown as Props<typeof definition.fields>)
  const limited = clipped(m, optimizer, gradients)
  const averaged = averages(b, optimizer, done, updates)
  for (const [i, [name, weight]] of trained.entries()) {
    const slot = (part: string, initial = 0) =>
      memory(slotOf(b, `optimizer/${part}/${name}`, weight, initial), `optimizer/${part}/${name}`)
    const before = decayed(m, optimizer, builder.learningRate, weight)
    const after = averaged(name, kept(weight, rule(before, limited[i]!, slot)))
    const constraint = b.constraints.get(name)
    b.next.set(name, constraint ? constrained(m, after, constraint) : after)
  }
}

/** A state with the shape of a weight. */
function slotOf(b: Build, name: string, weight: Tensor, initial = 0): Tensor {
  const shape = weight.shape as readonly number[]
  return use(b, {
    name,
    shape,
    dtype: 'float32',
    role: 'slot',
    initial: () => new Float32Array(shape.reduce((n, d) => n * d, 1)).fill(initial),
  })
}

/** The learning rate of this step. A state holds it between steps, so that a run can show it and a callback can lower it. */
function learningRate(b: Build, rate: number | Config): Tensor {
  const state = use(b, scalar(LEARNING_RATE, 'setting', 'float32', typeof rate === 'number' ? rate : 0))
  if (typeof rate === 'number') return state
  const definition = memberOf(schedules, rate)
  const props = rate as unknown as Props<typeof definition.fields>
  const now = definition.rate(b.m, b.m.cast(b.step, 'float32'), props)
  b.next.set(LEARNING_RATE, now)
  return now
}

/** True in every `every`th step, or in every `every`th of the steps in which `counted` is true. The steps are counted in a state,
 *  because float32 cannot divide large step numbers exactly. */
function onceIn(b: Build, name: string, every: number, counted: Tensor | null = null): Tensor {
  const { m } = b
  const spec = scalar(`optimizer/${name}`, 'slot', 'float32', 0)
  const before = use(b, spec)
  const now = m.add(before, 1)
  const reached = m.greaterEqual(now, every)
  const next = m.select(reached, 0, now)
  b.next.set(spec.name, counted ? m.select(counted, next, before) : next)
  return reached
}

/** Number of weight updates before this step: float32 scalar. */
function updatesBefore(b: Build, updates: Tensor | null): Tensor {
  const { m } = b
  if (!updates) return m.cast(b.step, 'float32')
  const spec = scalar('optimizer/updates', 'slot', 'float32', 0)
  const before = use(b, spec)
  b.next.set(spec.name, m.select(updates, m.add(before, 1), before))
  return before
}

/** Mean gradients of the last `every` batches. */
function addedUp(b: Build, grads: readonly Tensor[], updates: Tensor, every: number): readonly Tensor[] {
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
function averages(
  b: Build,
  optimizer: Config,
  done: Tensor,
  updates: Tensor | null,
): (name: string, weight: Tensor) => Tensor {
  const { use_ema, ema_momentum, ema_overwrite_frequency: every } = optimizer
  if (use_ema !== true) return (_, weight) => weight
  const { m } = b
  // The averages equal the weights until the first update.
  const momentum = m.select(m.greater(done, 0), ema_momentum as number, 0)
  const overwrites = typeof every === 'number' ? onceIn(b, 'ema_steps', every, updates) : null
  return (name, weight) => {
    const before = slotOf(b, averageOf(name), weight)
    const now = m.add(m.mul(momentum, before), m.mul(m.sub(1, momentum), weight))
    b.next.set(averageOf(name), now)
    return overwrites ? m.select(overwrites, now, weight) : weight
  }
}
