/** Document → the Python program that trains the same network on the same rows with Keras. It needs numpy and keras only. */
import type { DataInfo } from '../data/data-info.ts'
import { type Document, mainNetwork } from '../document/document.ts'
import { type Analysis, analyze } from '../model/analyze.ts'
import type { Model } from '../model/model.ts'
import { activationFunctions } from './activations.ts'
import { type DataCode, dataCode } from './data.ts'
import { modelCode } from './model.ts'
import { call, comment, keyword, statement, text } from './printer.ts'
import { compileCode, fitCode, ownClasses, policyCode } from './training.ts'

/**
 * The whole program, ending in a line break. A network that is not finished gives comments that say what is missing.
 * @param analysis of the document, when it is there already
 * @param data what the engine said of the data; without it the program finds out itself where it can
 */
export function generateKeras(
  document: Document,
  analysis: Analysis = analyze(document),
  data: DataInfo | null = null,
): string {
  const lines = analysis.model
    ? program(document, analysis, analysis.model, data)
    : unfinished(document, analysis)
  return `${lines.join('\n')}\n`
}

/** One comment for each thing to do. */
function unfinished(document: Document, { problems }: Analysis): string[] {
  return [
    ...title(document),
    '#',
    '# The network is not finished, so there is no program yet:',
    ...remarks(problems.filter((p) => p.severity === 'error').map((p) => p.message.en)),
  ]
}

const title = (document: Document): string[] => wrapped(comment(document.name) || 'Keras program', '# ')

const remarks = (messages: readonly string[]): string[] =>
  messages.flatMap((m) => wrapped(comment(m), '# - ', '#   '))

/** Words on lines of at most 88 characters. */
function wrapped(words: string, first: string, next = first): string[] {
  const lines: string[] = []
  let line = first
  for (const word of words.split(' ')) {
    const start = line === first || line === next
    if (!start && line.length + 1 + word.length > 88) {
      lines.push(line)
      line = next + word
    } else line += start ? word : ` ${word}`
  }
  return [...lines, line]
}

function program(document: Document, analysis: Analysis, model: Model, info: DataInfo | null): string[] {
  const data = document.data ? dataCode(document.data, info, model) : null
  const functions = [
    ...(data?.functions ?? []),
    ...activationFunctions(model).values(),
    ...ownClasses(document),
  ]
  const network = mainNetwork(document)
  const named = new Set(Object.entries(network.layers).flatMap(([id, layer]) => (layer.name ? [id] : [])))
  const faults = analysis.problems.filter((p) => p.severity === 'error').map((p) => p.message.en)
  const { shared, functions: ofBlocks, network: lines } = modelCode(model, named)
  const blocks = [
    data ? options(document, data) : null,
    [...policyCode(document), `keras.utils.set_random_seed(${data ? 'args.seed' : document.training.seed})`],
    data ? [...data.load] : null,
    shared.length > 0 ? [...shared] : null,
    ofBlocks.length > 0 ? ['', ...ofBlocks, ''] : null,
    [...lines, 'model.summary()'],
    compileCode(model, document),
    data ? run(document, model, data) : noData,
  ].filter((block) => block !== null)
  return [
    ...title(document),
    ...(faults.length > 0
      ? ['#', '# Keras will refuse this network, or learn nothing useful from it:', ...remarks(faults)]
      : []),
    '',
    ...imports(data, shared.length > 0),
    ...(functions.length > 0 ? functions.flatMap((lines) => ['', '', ...lines]).concat('', '') : ['']),
    ...blocks.flatMap((block, i) => (i === 0 ? block : ['', ...block])),
  ]
}

function imports(data: DataCode | null, partial: boolean): string[] {
  const standard = [
    ...(data ? data.imports.map((name) => `import ${name}`) : []),
    ...(partial ? ['from functools import partial'] : []),
    ...(data ? ['from pathlib import Path'] : []),
  ]
  return [
    ...(standard.length > 0 ? [...standard, ''] : []),
    'import keras',
    ...(data ? ['import numpy as np'] : []),
    'from keras import layers',
  ]
}

function options({ name, training }: Document, data: DataCode): string[] {
  const number = (flag: string, value: number) =>
    statement(call('parser.add_argument', text(flag), 'type=int', keyword('default', String(value))))
  return [
    'parser = argparse.ArgumentParser()',
    ...data.options,
    ...number('--epochs', training.epochs),
    ...number('--seed', training.seed),
    ...statement(
      call(
        'parser.add_argument',
        text('--out'),
        keyword('default', text(`${fileName(name)}.keras`)),
        keyword('help', text('file for the trained model')),
      ),
    ),
    'args = parser.parse_args()',
  ]
}

const run = (document: Document, model: Model, data: DataCode): string[] => [
  ...fitCode(document, model, data),
  ...(data.test ? [`model.evaluate(x_test, y_test${data.weights ? ', sample_weight=w_test' : ''})`] : []),
  'model.save(args.out)',
]

const noData = ['# The document has no data yet: with data, fit, evaluate and save stand here.']

/** A document's name as a file name on every system. */
const fileName = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .toLowerCase() || 'model'
