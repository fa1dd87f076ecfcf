/** The data as Python: loading the rows, the same split as in the app, scaling measured on the training rows, and the arrays for each
 *  Input and Output. */

import { losses } from '../catalog/losses/index.ts'
import { needColumn } from '../catalog/metrics/index.ts'
import { settingsOf } from '../data/columns.ts'
import { type DataInfo, hasNumericClasses, indexOfTarget } from '../data/data-info.ts'
import type { DataReference } from '../data/data-reference.ts'
import { isLabelsTarget, labelsTarget } from '../data/roles.ts'
import { dataSources } from '../data/sources/index.ts'
import { listsLabels } from '../data/steps/multi-label.ts'
import { getMember } from '../fields/index.ts'
import { columnsOf, type Model } from '../model/model.ts'
import { type ModelOutput, outputsOf } from '../model/series.ts'
import { marksCode } from './marks.ts'
import { call, dict, type Py, statement } from './printer.ts'
import { classesVariable, type PartVariable, type TargetEncoding, targetVariable } from './source.ts'
import { chosenLabels, chosenTargets, sourceCode } from './sources.ts'
import { splitCode } from './split.ts'
import type { TableProps } from './table/plan.ts'

/** The parts of the program that load the data. */
export interface DataCode {
  /** Modules of the standard library to import. */
  readonly imports: readonly string[]
  /** Lines that import other packages. */
  readonly packages: readonly string[]
  /** Packages to install, besides those that every program needs. */
  readonly installs: readonly string[]
  /** Function definitions, without empty lines between them. */
  readonly functions: readonly (readonly string[])[]
  /** Lines at the top that say where the files are. */
  readonly settings: readonly string[]
  /** Lines that finally define x_train and y_train, also x_val, y_val, x_test and y_test if there are such rows, and w_train, w_val and
   *  w_test if rows have weights. */
  readonly load: readonly string[]
  /** Folds: the rest of the program is the body of a loop, which begins with these lines. */
  readonly loop: { readonly header: string; readonly load: readonly string[] } | null
  readonly validation: boolean
  readonly test: boolean
  readonly weights: boolean
}

export function dataCode(reference: DataReference, info: DataInfo | null, model: Model): DataCode {
  const { split } = reference
  const names = targetNames(reference, info, model)
  const outputs = outputsOf(model).map((output): OutputTarget => {
    return { output, target: Math.max(indexOfTarget(names, output.props.target), 0) }
  })
  const encodings = Array.from({ length: Math.max(names.length, 1) }, (_, i) =>
    encodingOf(reference, info, names, i, outputs),
  )
  const validation = split.method === 'kfold' || (info ? info.rows.validation > 0 : split.validation > 0)
  const hasTest = info ? info.rows.test > 0 : split.test > 0
  // The rows for the test stay aside while folds are compared.
  const test = hasTest && split.method !== 'kfold'
  const parts: PartVariable[] = [
    'train',
    ...(validation ? ['val' as const] : []),
    ...(test ? ['test' as const] : []),
  ]
  const inputs = model.inputs.map((i) => {
    const modelCall = model.calls[i]!
    return { name: modelCall.layer.name, columns: columnsOf(modelCall) }
  })
  const source = sourceCode(reference, { info, targets: names, encodings, inputs, parts })
  const rows = splitCode(reference, info, encodings, { validation, test: hasTest }, source.rows)
  const marks = marksCode(reference, source, { targets: names, encodings, parts })
  const weights = info ? info.weights !== null : Boolean(reference.source.sample_weight)
  const y = targetsCode(outputs, encodings)
  const prepared = [
    ...marks.lines,
    ...source.prepare,
    ...y.lines,
    ...partLines('x', 'x', inputs.length > 1, parts),
    ...partLines('y', y.variable, y.isDict, parts),
    ...(weights ? partLines('w', 'w', false, parts) : []),
  ]
  // What a loop changes has to begin anew each time. A table makes its x from its columns.
  const isTable = getMember(dataSources, reference.source).isTable
  const kept = [...(isTable ? [] : ['x']), ...encodings.map((_, target) => targetVariable(target))].filter(
    (name) => prepared.some((line) => line.startsWith(`${name} = `) || line.startsWith(`${name}[`)),
  )
  return {
    ...source,
    packages: [...source.packages, ...rows.imports],
    functions: [...source.functions, ...rows.functions],
    settings: [...source.settings, ...marks.settings],
    ...(rows.loop
      ? {
          load: [...source.read, ...rows.lines, ...kept.map((name) => `all_${name} = ${name}`)],
          loop: {
            header: rows.loop.header,
            load: [...rows.loop.lines, ...kept.map((name) => `${name} = all_${name}.copy()`), ...prepared],
          },
        }
      : { load: [...source.read, ...rows.lines, ...prepared], loop: null }),
    validation,
    test,
    weights,
  }
}

/** Code for an array, or several arrays, of all rows. */
interface ArrayCode {
  readonly lines: readonly string[]
  readonly variable: string
  /** The variable is a dict of arrays by the names of Inputs or Outputs. */
  readonly isDict: boolean
}

/** Lines that define `x_train` and the like. */
function partLines(
  name: string,
  variable: string,
  isDict: boolean,
  parts: readonly PartVariable[],
): string[] {
  const names = parts.map((part) => `${name}_${part}`)
  if (isDict)
    return parts.map(
      (part, i) => `${names[i]} = {name: values[${part}] for name, values in ${variable}.items()}`,
    )
  return [`${names.join(', ')} = ${parts.map((part) => `${variable}[${part}]`).join(', ')}`]
}

/** An Output and the index of the data's target that it is compared with. */
interface OutputTarget {
  readonly output: ModelOutput
  readonly target: number
}

/** Names of the data's targets as far as they are known. An empty list means the last column. */
function targetNames(reference: DataReference, info: DataInfo | null, model: Model): readonly string[] {
  if (info) return info.targets.map(({ name }) => name)
  const chosen = chosenTargets(reference)
  const hasLabels = chosenLabels(reference).length > 0
  if (chosen.length === 0 && !hasLabels) return []
  // Before the data is read, it is unknown whether a target exists; the program reads all of them.
  const named = outputsOf(model).flatMap(({ props }) => props.target ?? [])
  const own = named.find((name) => isLabelsTarget(name) && !chosen.includes(name))
  const labels = hasLabels ? [own ?? labelsTarget(chosen)] : []
  return [...new Set([...chosen, ...named.filter((name) => !labels.includes(name)), ...labels])]
}

/** Code for the target values of each Output. */
function targetsCode(outputs: readonly OutputTarget[], encodings: readonly TargetEncoding[]): ArrayCode {
  const [first, ...others] = outputs
  const codeOf = ({ output, target }: OutputTarget) => targetCode(output, target, encodings[target]!)
  if (others.length > 0) {
    const each = outputs.map((outputTarget): [string, Py] => [outputTarget.output.name, codeOf(outputTarget)])
    return { lines: statement(dict(each), 'y = '), variable: 'y', isDict: true }
  }
  const only = codeOf(first!)
  const labels = targetVariable(first!.target)
  return only === labels
    ? { lines: [], variable: labels, isDict: false }
    : { lines: statement(only, 'y = '), variable: 'y', isDict: false }
}

const lossOf = ({ props }: ModelOutput) => getMember(losses, props.loss)

/** Whether the loss of an Output is a regression loss. Binary losses, which learn 0 or 1, are not. */
const learnsNumbers = (output: ModelOutput): boolean =>
  lossOf(output).target === 'number' && !lossOf(output).twoClasses

/** Encoding of a target: as the data describes it; before the data is read, as the document and the losses imply. */
function encodingOf(
  reference: DataReference,
  info: DataInfo | null,
  names: readonly string[],
  target: number,
  outputTargets: readonly OutputTarget[],
): TargetEncoding {
  const outputs = outputTargets.filter((each) => each.target === target).map(({ output }) => output)
  const known = info?.targets[target]
  if (known ? known.kind === 'labels' : isOfLabels(reference, names, target)) return 'labels'
  if (known?.kind === 'number') return 'number'
  // Numeric classes are learned as numbers. Text that is read as numbers stops the program, as it stops training in the app.
  if (known && outputs.some(learnsNumbers)) return hasNumericClasses(known) ? 'values' : 'number'
  if (known) return 'classes'
  const task = (reference.source.task ?? 'classes') as TableProps['task']
  const numbers = outputs.some((output) => lossOf(output).target === 'number')
  return task === 'number' || (task === 'auto' && numbers) ? 'number' : 'classes'
}

/** Before the data is read: whether a target is of labels, by the document. */
function isOfLabels(reference: DataReference, names: readonly string[], target: number): boolean {
  const { columns } = reference
  const isLast = target === names.length - 1
  return (
    (isLast && chosenLabels(reference).length > 0) ||
    listsLabels(settingsOf(columns, names[target] ?? '').steps)
  )
}

/** Targets in the form that the loss and metrics of the Output expect. */
function targetCode(output: ModelOutput, target: number, encoding: TargetEncoding): Py {
  const labels = targetVariable(target)
  const { call: modelCall, props } = output
  const { target: targetForm } = lossOf(output)
  if (encoding === 'labels') return labels
  if (targetForm === 'class') return labels
  if (targetForm === 'one-hot')
    return call('keras.utils.to_categorical', labels, String(modelCall.inputShapes[0]?.at(-1) ?? '...'))
  // Some Keras metrics expect numbers as a column of shape (n, 1).
  const column = needColumn([...props.metrics, ...props.weighted_metrics]) ? '.reshape(-1, 1)' : ''
  if (encoding === 'number') return `${labels}${column}`
  const values =
    encoding === 'values' && learnsNumbers(output) ? `${classesVariable(target)}[${labels}]` : labels
  return `${values}.astype("float32")${column}`
}
