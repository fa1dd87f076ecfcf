/** `predict RUN`: predicts all rows of a table, or all pictures of a file, with the network of a run. */
import { resolve } from 'node:path'
import { type Command, textOption, UsageError } from './command.ts'
import { labelsBeside } from './data-source.ts'
import { withEngine } from './engine-client.ts'
import { progressLines, runArgument, weightOptions, weightsOption } from './evaluate.ts'

export const predict: Command = {
  name: 'predict',
  arguments: ['RUN'],
  help: 'predict all rows of a table, or all pictures of an IDX file, with the network of a run (a folder or an id), and write them to a CSV file with the table’s columns, or with the number of each picture and its true class',
  options: {
    data: {
      type: 'string',
      value: 'PATH',
      help: 'the table, of any kind, which needs no target; or the pictures, an IDX file',
    },
    labels: {
      type: 'string',
      value: 'PATH',
      help: 'the true classes of the pictures, an IDX file; if absent, that beside the pictures with the name of MNIST, where one is',
    },
    out: {
      type: 'string',
      value: 'FILE',
      help: 'the CSV file; an existing one is replaced, but never one that is read or the data of the run',
    },
    probabilities: { type: 'boolean', help: 'add a column for the probability of each class or label' },
    ...weightOptions,
    json: { type: 'boolean', help: 'print the result as one JSON object' },
  },
  async run([argument], values, io) {
    const [data, labels, out] = (['data', 'labels', 'out'] as const).map((name) => textOption(values, name))
    if (data === undefined) throw new UsageError('--data PATH is missing')
    if (out === undefined) throw new UsageError('--out FILE is missing')
    const query = {
      run: runArgument(argument!, io.folder),
      weights: weightsOption(values),
      data: resolve(io.folder, data),
      labels: labels === undefined ? labelsBeside(resolve(io.folder, data)) : resolve(io.folder, labels),
      out: resolve(io.folder, out),
      probabilities: values.probabilities === true,
    }
    const progress = progressLines(values, io)
    return withEngine(
      { predictionProgress: ({ done, total }) => progress('rows', done, total) },
      io.err,
      async (engine, engineExit) => {
        const cancel = () => void engine.cancelPrediction(query.run).catch(() => {}) // the prediction itself fails then
        io.interrupted.addEventListener('abort', cancel, { once: true })
        const result = await Promise.race([engine.predictFile(query), engineExit])
        io.interrupted.removeEventListener('abort', cancel)
        for (const { column, rows, first, unit } of result.unpredicted)
          io.err(
            `${rows} ${rows === 1 ? 'row has' : 'rows have'} no prediction because of ${column}, the first ${unit === 'line' ? 'on line' : 'in row'} ${first}: its value is missing, or its steps leave the row out`,
          )
        if (values.json) io.out(JSON.stringify(result))
        else {
          io.out(`${result.rows} rows, columns added: ${result.columns.slice(0, 12).join(', ')}`)
          io.out(result.out)
        }
        return 0
      },
    )
  },
}
