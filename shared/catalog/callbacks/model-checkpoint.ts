/** keras/src/callbacks/model_checkpoint.py: saves the network after each epoch, or only after those that improve a figure. */
import { bool, optionalFloat, type Props, string } from '../../fields/index.ts'
import { defineCallback } from './callback.ts'
import { isBetter, mode, monitor } from './monitor.ts'

export const modelCheckpoint = defineCallback({
  type: 'ModelCheckpoint',
  keras: 'callbacks.ModelCheckpoint',
  help: {
    en: 'Saves the weights after each epoch, here as safetensors files in the run’s folder.',
    ko: '에포크마다 가중치를 저장합니다. 여기서는 학습 폴더의 safetensors 파일입니다.',
  },
  fields: {
    filepath: string({
      default: 'checkpoint.keras',
      shownOnNode: true,
      required: true,
      help: {
        en: 'Name of the file; {epoch:02d} and {val_loss:.2f} are replaced by their values.',
        ko: '파일 이름. {epoch:02d}, {val_loss:.2f}는 값으로 바뀝니다.',
      },
    }),
    monitor: monitor(),
    save_best_only: bool({
      default: false,
      help: {
        en: 'Saves only when the monitored value is the best so far.',
        ko: '모니터링하는 값이 가장 좋을 때만 저장합니다.',
      },
    }),
    save_weights_only: bool({
      default: false,
      help: {
        en: 'The exported program saves only weights (.weights.h5), not the whole model.',
        ko: '내보낸 프로그램이 모델 전체 대신 가중치(.weights.h5)만 저장합니다.',
      },
    }),
    mode: mode(),
    initial_value_threshold: optionalFloat({
      advanced: true,
      help: { en: 'Value to beat before the first save.', ko: '처음 저장하기 전에 넘어야 하는 값.' },
    }),
  },
  writesFiles: 'weights',
  readsMonitor: ({ save_best_only }) => save_best_only,
})

export type ModelCheckpointProps = Props<typeof modelCheckpoint.fields>

/** The best figure so far; plain data, so that a checkpoint can store it. */
export type CheckpointState = number | null

/** Whether to save this epoch, and the best figure including it. */
export function updateModelCheckpoint(
  best: CheckpointState,
  props: ModelCheckpointProps,
  value: number | undefined,
): { readonly best: CheckpointState; readonly save: boolean } {
  if (!props.save_best_only) return { best, save: true }
  // Keras warns and saves if the figure does not exist.
  if (value === undefined) return { best, save: true }
  if (!isBetter(value, best ?? props.initial_value_threshold, props)) return { best, save: false }
  return { best: value, save: true }
}

/** A placeholder in a file name: a name in braces with Python's format. */
const PLACEHOLDER = /\{(\w+)(?::(0?)(\d*)(?:\.(\d+))?([dfeg]?))?\}/g

/** Names of the placeholders in a file name. */
export const placeholderNames = (filepath: string): readonly string[] =>
  [...filepath.matchAll(PLACEHOLDER)].map(([, name]) => name!)

/** Whether every brace belongs to a valid placeholder. */
export const isTemplate = (filepath: string): boolean => !/[{}]/.test(filepath.replace(PLACEHOLDER, ''))

/** The file name with its placeholders replaced; `{epoch:02d}` counts from 1. */
export function fillTemplate(filepath: string, values: { readonly [name: string]: number }): string {
  return filepath.replace(
    PLACEHOLDER,
    (_, name: string, zero: string, width: string, digits?: string, kind?: string) => {
      const value = values[name]
      if (value === undefined || !Number.isFinite(value)) return 'nan'
      const places = Math.min(Number(digits ?? 6), 20)
      const text =
        kind === 'f'
          ? value.toFixed(places)
          : kind === 'e'
            ? value.toExponential(places)
            : digits === undefined
              ? String(value)
              : String(Number(value.toPrecision(Math.max(places, 1))))
      return text.padStart(Math.min(Number(width || 0), 40), zero ? '0' : ' ')
    },
  )
}
