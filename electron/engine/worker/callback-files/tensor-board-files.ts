/** The event files of a TensorBoard callback, with the tags and folders of Keras. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TensorBoardProps } from '../../../../shared/catalog/callbacks/tensor-board.ts'
import type { EpochMetrics, EpochWriter } from './epoch-writer.ts'
import { restartRecord, scalarsRecord, versionRecord } from './event-file.ts'
import { fileName } from './folder.ts'

const now = () => Date.now() / 1000

/** @param firstEpoch first epoch (0-based) that is written: a resumed run writes some again */
export function tensorBoardFiles(folder: string, props: TensorBoardProps, firstEpoch: number): EpochWriter {
  const logs = join(folder, fileName(props.log_dir, 'logs'))
  const train = eventFile(join(logs, 'train'), firstEpoch)
  let validation: ReturnType<typeof eventFile> | null = null
  return (epoch) => {
    train(epoch.epoch, trainingScalars(epoch, props))
    const validated = tagged(epoch.values, true)
    if (Object.keys(validated).length === 0) return
    validation ??= eventFile(join(logs, 'validation'), firstEpoch)
    validation(epoch.epoch, validated)
  }
}

function trainingScalars(epoch: EpochMetrics, props: TensorBoardProps): { readonly [tag: string]: number } {
  return {
    ...tagged(epoch.values, false),
    epoch_learning_rate: epoch.learningRate,
    ...(props.write_steps_per_second ? { epoch_steps_per_second: epoch.stepsPerSecond } : {}),
  }
}

/** The metrics of training, or of validation, as tags: val_loss is epoch_loss in the folder `validation`. */
function tagged(values: EpochMetrics['values'], validation: boolean): { readonly [tag: string]: number } {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith('val_') === validation
        ? [[`epoch_${validation ? name.slice('val_'.length) : name}`, value]]
        : [],
    ),
  )
}

function eventFile(folder: string, firstEpoch: number) {
  mkdirSync(folder, { recursive: true })
  // TensorBoard reads the files of a folder in the order of their names.
  const path = join(folder, `events.out.tfevents.${Math.floor(now())}.${process.pid}.layerloom.v2`)
  writeFileSync(
    path,
    Buffer.concat([versionRecord(now()), ...(firstEpoch > 0 ? [restartRecord(now(), firstEpoch)] : [])]),
  )
  return (step: number, values: { readonly [tag: string]: number }) =>
    appendFileSync(path, scalarsRecord(now(), step, values))
}
