/** The event files of a TensorBoard callback, with the tags and folders of Keras. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TensorBoardProps } from '../../../../shared/training/callbacks/tensor-board.ts'
import type { EpochFigures, EpochWriter } from './epoch-writer.ts'
import { restart, scalars, version } from './event-file.ts'
import { fileName } from './place.ts'

const now = () => Date.now() / 1000

/** @param firstEpoch first epoch (0-based) that is written: a resumed run writes some again */
export function tensorBoardFiles(folder: string, props: TensorBoardProps, from: number): EpochWriter {
  const logs = join(folder, fileName(props.log_dir, 'logs'))
  const train = eventFile(join(logs, 'train'), from)
  let validation: ReturnType<typeof eventFile> | null = null
  return (epoch) => {
    train(epoch.epoch, trained(epoch, props))
    const validated = under(epoch.figures, true)
    if (Object.keys(validated).length === 0) return
    validation ??= eventFile(join(logs, 'validation'), from)
    validation(epoch.epoch, validated)
  }
}

function trained(epoch: EpochFigures, props: TensorBoardProps): { readonly [tag: string]: number } {
  return {
    ...under(epoch.figures, false),
    epoch_learning_rate: epoch.learningRate,
    ...(props.write_steps_per_second ? { epoch_steps_per_second: epoch.stepsPerSecond } : {}),
  }
}

/** The metrics of training, or of validation, as tags: val_loss is epoch_loss in the folder `validation`. */
function under(figures: EpochFigures['figures'], validation: boolean): { readonly [tag: string]: number } {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, value]) =>
      name.startsWith('val_') === validation
        ? [[`epoch_${validation ? name.slice('val_'.length) : name}`, value]]
        : [],
    ),
  )
}

function eventFile(folder: string, from: number) {
  mkdirSync(folder, { recursive: true })
  // TensorBoard reads the files of a folder in the order of their names.
  const path = join(folder, `events.out.tfevents.${Math.floor(now())}.${process.pid}.layerloom.v2`)
  writeFileSync(path, Buffer.concat([version(now()), ...(from > 0 ? [restart(now(), from)] : [])]))
  return (step: number, values: { readonly [tag: string]: number }) =>
    appendFileSync(path, scalars(now(), step, values))
}
