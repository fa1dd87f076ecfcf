/** Warms up an executor in an idle process: loads and compiles the code that every run starts with. */
import { addLayer } from '../../../shared/document/edits/nodes.ts'
import { emptyDocument } from '../../../shared/document/new.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { buildPlan } from '../../../shared/training/plan.ts'
import type { Executor } from '../executors/executor.ts'
import { zeros } from '../executors/values.ts'

/** Trains and evaluates one step of a minimal network. */
export function warmUp(executor: Executor): void {
  const document = ['Input', 'Flatten', 'Dense', 'Output'].reduce(
    (network, type, i) =>
      addLayer(
        network,
        type,
        null,
        i === 0 ? {} : { after: Object.keys(network.networks.main!.nodes)[i - 1]! },
      ),
    emptyDocument('warm-up'),
  )
  const { model } = analyze(document)
  if (!model) return
  const plan = buildPlan({
    model,
    optimizer: document.training.optimizer,
    data: {
      shape: (model.calls[model.inputs[0]!]!.outputShape as number[]).slice(1),
      dtype: 'float32',
      preparation: { offset: [0], scale: [1] },
      targets: [{ name: 'y', kind: 'classes', classes: ['0'] }],
      weights: null,
      columns: [],
    },
    seed: 0,
  })
  const session = executor.open(plan, {
    rows: 1,
    steps: 1,
    batchSize: 1,
    lastBatchSize: 0,
    evaluationBatchSize: 1,
  })
  session.load(
    new Map(
      plan.data.map((d) => [
        d.name,
        zeros(
          d.dtype,
          d.shape.reduce((n, size) => n * size, 1),
        ),
      ]),
    ),
  )
  const row = Int32Array.of(0)
  session.train(row, 0, 1)
  session.evaluate(row)
  session.readStates()
  session.close()
}
