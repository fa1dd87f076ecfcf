/** `predict RUN`: predicts all rows of a table with the network of a run. */
import { resolve } from 'node:path'
import { type Command, textOption, UsageError } from './command.ts'
import { withEngine } from './engine-client.ts'
import { progressLines, runArgument, weightOptions, weightsOption } from './evaluate.ts'

export const predict: Command = {
  name: 'predict',
  arguments: ['RUN'],
  help: 'predict all rows of a table with the network of a run (a folder or an id), and write them with the table’s columns to a CSV file',
  options: {
    data: { type: 'string', value: 'PATH', help: 'the table, of any kind; it needs no target' },
    out: {
      type: 'string',
      value: 'FILE',
      help: 'the CSV file; an existing one is replaced, but never the table or the data of the run',
    },
    probabilities: { type: 'boolean', help: 'add a column for the probability of each class or label' },
    ...weightOptions,
    json: { type: 'boolean', help: 'print the result as one JSON object' },
  },
  async run([argument], values, io) {
    const [data, out] = [textOption(values, 'data'), textOption(values, 'out')]
    if (data === undefined) throw new UsageError('--data PATH is missing')
    if (out === undefined) throw new UsageError('--out FILE is missing')
    const query = {
      run: runArgument(argument!, io.folder),
      weights: weightsOption(values),
      data: resolve(io.folder, data),
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
