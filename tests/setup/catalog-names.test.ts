/** No code outside the catalog compares with the name of one of its members, or lists members by name: it reads a trait of the definition,
 *  so that a new layer, callback or loss needs no edit elsewhere. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { activations } from '../../shared/catalog/activations/index.ts'
import { callbacks } from '../../shared/catalog/callbacks/index.ts'
import { constraints } from '../../shared/catalog/constraints/index.ts'
import { initializers } from '../../shared/catalog/initializers/index.ts'
import { layers } from '../../shared/catalog/layers/index.ts'
import { losses } from '../../shared/catalog/losses/index.ts'
import { metrics } from '../../shared/catalog/metrics/index.ts'
import { optimizers } from '../../shared/catalog/optimizers/index.ts'
import { regularizers } from '../../shared/catalog/regularizers/index.ts'
import { schedules } from '../../shared/catalog/schedules/index.ts'
import { dataSources } from '../../shared/data/sources/index.ts'
import { steps } from '../../shared/data/steps/index.ts'
import type { Family } from '../../shared/fields/index.ts'

const root = join(import.meta.dirname, '..', '..')

/** Folders whose files may compare with these names. */
const EXCEPTIONS = [
  // The definitions themselves.
  'shared/catalog/',
  'shared/data/steps/',
  // The Python of each preparation step.
  'shared/keras/steps/',
  // Operations, some of which are called like a layer: Softmax, Reshape.
  'shared/graph/',
  'electron/engine/executors/',
]

const families: readonly Family[] = [
  activations,
  callbacks,
  constraints,
  dataSources,
  initializers,
  layers,
  losses,
  metrics,
  optimizers,
  regularizers,
  schedules,
  steps,
]
const names = new Set(families.flatMap(({ members }) => members.map(({ type }) => type)))

const sources = ['shared', 'electron', 'renderer'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path).replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !EXCEPTIONS.some((exception) => path.startsWith(exception))),
)

/** A comparison with a text, except of the kind of a file (csv, idx), of how cells are stored (codes), and of words that are not names of members (constant). */
const COMPARISON =
  /(?<![=!]|\b(?:kind|reason|strategy|storage) )[=!]==? '(\w+)'|'(\w+)' [=!]==? |\bcase '(\w+)'/g
/** A list that is searched. */
const SEARCHED = /new Set(?:<\w+>)?\(\[([^\]]*)\]|\[([^\][]*)\]\.(?:includes|some|indexOf)\b/g

/** The names of members that a text compares with. */
function namesIn(text: string): readonly string[] {
  const compared = [...text.matchAll(COMPARISON)].map(([, right, left, label]) => right ?? left ?? label!)
  const searched = [...text.matchAll(SEARCHED)].flatMap(([, set, list]) =>
    [...(set ?? list!).matchAll(/'(\w+)'/g)].map(([, name]) => name!),
  )
  return [...compared, ...searched].filter((name) => names.has(name))
}

it.each([
  [`if (definition.type === 'Dense') return`, ['Dense']],
  [`optimizer.type !== 'adagrad'`, ['adagrad']],
  [`'selu' === activationOf(call)`, ['selu']],
  [`switch (type) { case 'csv': return 1 }`, ['csv']],
  [`['f1_score', 'fbeta_score'].includes(type)`, ['f1_score', 'fbeta_score']],
  [`new Set(['BatchNormalization', 'Dropout'])`, ['BatchNormalization', 'Dropout']],
  [`steps.some(({ type }) => type === 'fill')`, ['fill']],
  [`kind === 'csv' || op.type === 'Argument'`, []],
  [`addLayer(document, 'Dense', null)`, []],
  [`definition.type === dense.type`, []],
])('%s', (text, found) => {
  expect(namesIn(text)).toEqual(found)
})

it('no file does', () => {
  expect(sources.length).toBeGreaterThan(300)
  const found = sources.flatMap((path) =>
    namesIn(readFileSync(join(root, path), 'utf8')).map((name) => `${path}: ${name}`),
  )
  expect(found).toEqual([])
})
