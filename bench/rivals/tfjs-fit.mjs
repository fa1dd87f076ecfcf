// Stock tfjs-node: LayersModel.fit, one epoch a round. Arguments: rows file, labels file, JSON of the network.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import util from 'node:util'

// tfjs-node 4.22 calls these two, which Node 23 took away.
util.isNullOrUndefined ??= (value) => value == null
util.isArray ??= Array.isArray
const tf = createRequire(import.meta.url)('@tensorflow/tfjs-node')

const [rowsFile, labelsFile, text] = process.argv.slice(2)
const network = JSON.parse(text)
const rows = Float32Array.from(readFileSync(rowsFile), (value) => value / 255)
const bytes = readFileSync(labelsFile)
const labels = Float32Array.from(new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4))
const x = tf.tensor(rows, [labels.length, 28, 28])
const y = tf.tensor1d(labels)

const model = tf.sequential()
model.add(tf.layers.flatten({ inputShape: [28, 28] }))
for (const [i, units] of network.units.entries())
  model.add(tf.layers.dense({ units, activation: i === network.units.length - 1 ? 'softmax' : 'relu' }))
model.compile({ optimizer: network.optimizer, loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] })

async function epoch() {
  const start = process.hrtime.bigint()
  await model.fit(x, y, { batchSize: network.batch, epochs: 1, verbose: 0 })
  return Number(process.hrtime.bigint() - start) / 1e6 / Math.ceil(labels.length / network.batch)
}

await epoch()
console.log(JSON.stringify({ ready: 1 }))
for await (const _ of createInterface({ input: process.stdin }))
  console.log(JSON.stringify({ ms_per_step: await epoch() }))
