/** Generates the Python program that trains the network of a document on the same rows with Keras. */
import type { DataInfo } from '../data/data-info.ts'
import { type Document, mainNetwork } from '../document/document.ts'
import { type Analysis, analyze } from '../model/analyze.ts'
import type { Model } from '../model/model.ts'
import { outlineOf } from '../model/outline.ts'
import { activationFunctions } from './activations.ts'
import { commentList, wrapWords } from './comments.ts'
import { type DataCode, dataCode } from './data.ts'
import { definedNames } from './identifiers.ts'
import { joinLines, type Line, linesFor, plainLines } from './lines.ts'
import { modelCode } from './model.ts'
import { call, comment, statement, text } from './printer.ts'
import { compileCode, customClasses, fitCode, policyCode } from './training.ts'

/**
 * The complete program, which ends with a line break. For a network with errors it contains the valid parts: comments describe the errors
 * at their places, and Python's `...` replaces missing parts.
 * @param analysis analysis of the document, if it already exists
 * @param data the engine's description of the data; without it the program determines the details itself where possible
 */
export function generateKeras(
  document: Document,
  analysis: Analysis = analyze(document),
  data: DataInfo | null = null,
): string {
  return joinLines(kerasLines(document, analysis, data))
}

const modelOf = (document: Document, analysis: Analysis): Model =>
  analysis.model ?? outlineOf(document, analysis)

/** Whether there is a program, and not only comments about what is missing. */
export const hasProgram = (document: Document, analysis: Analysis): boolean =>
  modelOf(document, analysis).calls.length > 0

/** The lines of the program, each with the nodes that it belongs to. */
export function kerasLines(document: Document, analysis: Analysis, data: DataInfo | null): readonly Line[] {
  const model = modelOf(document, analysis)
  return model.calls.length > 0
    ? program(document, analysis, model, data)
    : plainLines(unfinishedComments(document, analysis))
}

/** A comment for each problem of an unfinished network, instead of a program. */
const unfinishedComments = (document: Document, analysis: Analysis): string[] => [
  ...title(document),
  ...errorHeader(analysis, 'The network is not finished, so there is no program yet:'),
]

/** Comments with all errors, above the program. */
function errorHeader({ problems }: Analysis, heading: string): string[] {
  const errors = problems.filter((p) => p.severity === 'error').map((p) => p.message.en)
  return errors.length === 0 ? [] : ['#', `# ${heading}`, ...commentList(errors)]
}

const title = (document: Document): string[] => wrapWords(comment(document.name) || 'Keras program', '# ')

/** numpy is installed with Keras. */
function installation(data: DataCode | null): string {
  const usesSklearn = data?.packages.some((line) => line.includes('sklearn')) ?? false
  return [
    '# pip install tensorflow keras',
    ...(data?.installs ?? []),
    ...(usesSklearn ? ['scikit-learn'] : []),
  ].join(' ')
}

function program(document: Document, analysis: Analysis, model: Model, info: DataInfo | null): Line[] {
  const hasInputAndOutput = model.inputs.length > 0 && model.outputs.length > 0
  const data = document.data && hasInputAndOutput ? dataCode(document.data, info, model) : null
  const functions = [
    ...(data?.functions ?? []),
    ...activationFunctions(model).values(),
    ...customClasses(document),
  ]
  const drawing = mainNetwork(document)
  const namedLayers = new Set(
    Object.entries(drawing.layers).flatMap(([id, layer]) => (layer.name ? [id] : [])),
  )
  const settings = data?.settings ?? []
  const usedNames = definedNames([
    ...imports(data, true),
    ...functions.flat(),
    ...settings,
    ...(data?.load ?? []),
    ...(data?.loop ? [...data.loop.load, ...LOOP_NAMES.map((name) => `${name} = 0`)] : []),
  ])
  const { shared, functions: blockFunctions, network: lines } = modelCode(model, namedLayers, usedNames)
  const outputs = model.outputs.map((o) => model.calls[o]!.node)
  const seed = `keras.utils.set_random_seed(${document.training.seed})`
  const loop = data?.loop ?? null
  // The Outputs define the targets, losses and metrics.
  const compile = hasInputAndOutput ? linesFor(outputs, compileCode(model, document)) : []
  const definitions = [
    plainLines(shared),
    blockFunctions.length > 0 ? [...plainLines(['']), ...blockFunctions, ...plainLines([''])] : [],
  ]
  const network = loop ? lines : [...lines, ...plainLines(['model.summary()'])]
  const blocks = (
    data && loop
      ? [
          plainLines(settings),
          plainLines(policyCode(document)),
          plainLines(data.load),
          ...definitions,
          loopLines(loop.header, [
            // Each run of the app starts with the same seed too.
            plainLines([seed, ...loop.load]),
            network,
            compile,
            plainLines(foldLines(document, model, data)),
          ]),
          plainLines(PRINT_SCORES),
        ]
      : [
          plainLines(settings),
          plainLines([...policyCode(document), seed]),
          plainLines(data?.load ?? []),
          ...definitions,
          network,
          compile,
          plainLines(data ? runLines(document, model, data) : document.data ? [] : noData),
        ]
  ).filter((block) => block.length > 0)
  return [
    ...plainLines([
      ...title(document),
      installation(data),
      ...errorHeader(
        analysis,
        analysis.model
          ? 'Keras will refuse this network, or learn nothing useful from it:'
          : 'The network is not finished. Errors:',
      ),
      '',
      ...imports(data, shared.length > 0),
      ...(functions.length > 0 ? functions.flatMap((lines) => ['', '', ...lines]).concat('', '') : ['']),
    ]),
    ...withBlankLines(blocks),
  ]
}

const withBlankLines = (blocks: readonly (readonly Line[])[]): Line[] =>
  blocks.flatMap((block, i) => (i === 0 ? [...block] : [...plainLines(['']), ...block]))

/** Variables of a loop over folds besides those that load the data. */
const LOOP_NAMES = ['folds', 'scores', 'score', 'name', 'values']

const loopLines = (header: string, blocks: readonly (readonly Line[])[]): Line[] => [
  ...plainLines([header]),
  ...withBlankLines(blocks.filter((block) => block.length > 0)).map(({ text: line, nodes }) => ({
    text: line === '' ? '' : `    ${line}`,
    nodes,
  })),
]

const foldLines = (document: Document, model: Model, data: DataCode): string[] => [
  ...fitCode(document, model, data),
  ...statement(
    call(
      'scores.append',
      call(
        'model.evaluate',
        'x_val',
        'y_val',
        ...(data.weights ? ['sample_weight=w_val'] : []),
        'verbose=0',
        'return_dict=True',
      ),
    ),
  ),
]

const PRINT_SCORES = [
  'for name in scores[0]:',
  '    values = [score[name] for score in scores]',
  '    print(f"{name}: {np.mean(values):.4f} ({min(values):.4f} to {max(values):.4f})")',
]

function imports(data: DataCode | null, partial: boolean): string[] {
  const usesPath = data !== null && [...data.settings, ...data.load].some((line) => line.includes('Path('))
  const standard = [
    ...[...new Set(data?.imports)].sort().map((name) => `import ${name}`),
    ...(partial ? ['from functools import partial'] : []),
    ...(usesPath ? ['from pathlib import Path'] : []),
  ]
  const packages = [...new Set(data?.packages)].sort()
  const isModule = (line: string) => line.startsWith('import ')
  return [
    ...(standard.length > 0 ? [...standard, ''] : []),
    'import keras',
    ...(data ? ['import numpy as np'] : []),
    ...packages.filter(isModule),
    'from keras import layers',
    ...packages.filter((line) => !isModule(line)),
  ]
}

const runLines = (document: Document, model: Model, data: DataCode): string[] => [
  ...fitCode(document, model, data),
  ...(data.test ? [`model.evaluate(x_test, y_test${data.weights ? ', sample_weight=w_test' : ''})`] : []),
  `model.save(${text(`${fileName(document.name)}.keras`)})`,
]

const noData = ['# The document has no data yet: choose data to add fit, evaluate and save here.']

/** The name of a document as a valid file name on every operating system. */
const fileName = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .toLowerCase() || 'model'
