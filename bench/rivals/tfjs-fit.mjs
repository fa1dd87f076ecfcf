// LayersModel.fit of tfjs-node, one epoch per round. The argument is the path of the task's JSON. tfjs has no Nadam; Adam replaces it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import util from 'node:util'

// tfjs-node 4.22 calls these two functions, which Node 23 removed.
util.isNullOrUndefined ??= (value) => value == null
util.isArray ??= Array.isArray
const tf = createRequire(import.meta.url)('@tensorflow/tfjs-node')

const task = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const { offset, scale } = task.preparation
const numbers = (path, Type) => {
  const bytes = readFileSync(path)
  return new Type(bytes.buffer, bytes.byteOffset, bytes.length / Type.BYTES_PER_ELEMENT)
}
const raw = numbers(task.x, task.dtype === 'uint8' ? Uint8Array : Float32Array)
const width = raw.length / task.rows
const prepared = Float32Array.from(raw, (value, i) => {
  const at = offset.length === 1 ? 0 : i % width
  return (value - offset[at]) * scale[at]
})
const x = tf.tensor(prepared, [task.rows, ...task.shape])
const y = tf.tensor1d(Float32Array.from(numbers(task.y, task.classes > 0 ? Int32Array : Float32Array)))

const MAKERS = {
  Flatten: () => tf.layers.flatten(),
  Dense: ({ units, activation, use_bias: useBias = true, kernel_initializer }) =>
    tf.layers.dense({
      units,
      activation,
      useBias,
      ...(kernel_initializer === 'he_normal' ? { kernelInitializer: 'heNormal' } : {}),
    }),
  BatchNormalization: () => tf.layers.batchNormalization(),
  Activation: ({ activation }) => tf.layers.activation({ activation }),
  Dropout: ({ rate }) => tf.layers.dropout({ rate }),
}
const model = tf.sequential()
model.add(tf.layers.inputLayer({ inputShape: task.shape }))
for (const layer of task.layers) model.add(MAKERS[layer.type](layer))
model.compile({
  optimizer: task.optimizer === 'nadam' ? 'adam' : task.optimizer,
  loss: task.classes > 0 ? 'sparseCategoricalCrossentropy' : 'meanSquaredError',
  metrics: [task.classes > 0 ? 'accuracy' : 'mae'],
})

async function epoch() {
  const start = process.hrtime.bigint()
  await model.fit(x, y, { batchSize: task.batch, epochs: 1, verbose: 0 })
  return Number(process.hrtime.bigint() - start) / 1e6 / Math.ceil(task.rows / task.batch)
}

await epoch()
console.log(JSON.stringify({ ready: 1 }))
for await (const _ of createInterface({ input: process.stdin }))
  console.log(JSON.stringify({ ms_per_step: await epoch() }))
