/** `rates FILE`: the learning-rate range test. */
import { dirname, resolve } from 'node:path'
import { rateAt, smoothed } from '../../shared/training/rate-range.ts'
import { readText } from '../host/files.ts'
import { type Command, textOption } from './command.ts'
import { withEngine } from './engine-client.ts'

export const rates: Command = {
  name: 'rates',
  arguments: ['FILE'],
  help: 'train a few steps with increasing learning rates and suggest one',
  options: {
    data: {
      type: 'string',
      value: 'PATH',
      help: 'file or folder to read instead of the document’s data path',
    },
    json: {
      type: 'boolean',
      help: 'print one JSON object per line: learning_rate, loss; then the suggestion',
    },
  },
  async run(files, values, io) {
    const { text, path } = await readText(resolve(io.folder, files[0]!))
    const data = textOption(values, 'data')
    const job = {
      document: text,
      folder: dirname(path),
      data: data === undefined ? undefined : resolve(io.folder, data),
    }
    return withEngine({}, io.err, async (engine, lost) => {
      const result = await Promise.race([engine.trial('rates', job), lost])
      if (result.kind !== 'rates') throw new Error(`the engine answered ${result.kind}`)
      const { losses, suggested } = result
      const curve = smoothed(losses)
      for (const [i, loss] of losses.entries())
        if (values.json) io.out(JSON.stringify({ learning_rate: rateAt(i), loss }))
        else if (i % 10 === 0) io.out(`${rateAt(i).toExponential(1)}  loss ${curve[i]!.toFixed(4)}`)
      if (values.json) io.out(JSON.stringify({ suggested }))
      else
        io.out(
          suggested === null
            ? 'the loss did not decrease at any learning rate, so there is no suggestion'
            : `suggested learning rate: ${suggested}`,
        )
      return 0
    })
  },
}
