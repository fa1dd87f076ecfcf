/** Trains the lesson's dropout network on the real Fashion-MNIST with three seeds. Our engine and the exported program, which the real
 *  Keras runs, must reach the same mean accuracy. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { parseDocument } from '../../shared/document/file.ts'
import { generateKeras } from '../../shared/keras/generate.ts'

const run = promisify(execFile)
const EPOCHS = 2
const SEEDS = [1, 2, 3]
const example = 'assets/examples/lesson-dropout.loom'

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length

async function trainOurs(seed: number): Promise<number> {
  const args = ['scripts/cli.mjs', 'train', example, '--epochs', `${EPOCHS}`, '--seed', `${seed}`, '--json']
  const out = mkdtempSync(join(tmpdir(), 'layerloom-seeds-'))
  try {
    const { stdout } = await run(process.execPath, [...args, '--out', join(out, 'run')])
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, number>)
    return events.find((e) => e.epoch === EPOCHS)!.val_accuracy!
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

/** @param path where the program is written */
async function trainKeras(path: string, seed: number): Promise<number> {
  const data = join(process.env.LAYERLOOM_CACHE ?? '.cache', 'data', 'fashion-mnist')
  const document = parseDocument(readFileSync(example, 'utf8'))
  writeFileSync(
    path,
    generateKeras({ ...document, training: { ...document.training, epochs: EPOCHS, seed } }),
  )
  const args = [path, '--data', data]
  const env = { ...process.env, KERAS_BACKEND: 'tensorflow', TF_CPP_MIN_LOG_LEVEL: '3' }
  const { stdout } = await run(process.env.LAYERLOOM_KERAS_PYTHON!, args, {
    env,
    cwd: dirname(path),
    maxBuffer: 64 * 2 ** 20,
  })
  return Number([...stdout.matchAll(/val_accuracy: ([\d.]+)/g)].at(-1)![1])
}

it('engine and exported program agree in mean accuracy over three seeds', { timeout: 600_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-seeds-'))
  try {
    const program = join(folder, 'program.py')
    const ourAccuracies: number[] = []
    const kerasAccuracies: number[] = []
    for (const seed of SEEDS) {
      ourAccuracies.push(await trainOurs(seed))
      kerasAccuracies.push(await trainKeras(program, seed))
    }
    console.log(
      `val_accuracy after ${EPOCHS} epochs, seeds ${SEEDS.join(', ')}: ours ${ourAccuracies.join(', ')}; Keras ${kerasAccuracies.join(', ')}`,
    )
    for (const value of ourAccuracies) expect(value).toBeGreaterThanOrEqual(0.85)
    expect(Math.abs(mean(ourAccuracies) - mean(kerasAccuracies))).toBeLessThanOrEqual(0.015)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
