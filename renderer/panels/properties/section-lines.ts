/** One-line summaries of the sections in the network's panel. Pure. */
import { dataSources } from '../../../shared/data/sources.ts'
import type { DataReference, Training } from '../../../shared/document/document.ts'
import { member } from '../../../shared/fields/index.ts'
import { same, type Text } from '../../../shared/text.ts'
import { nameOf } from '../../state/names.ts'
import type { DataState } from '../../state/store.ts'
import { count } from '../../ui/format.ts'

/** `Fashion-MNIST, 55,000 / 5,000 / 10,000` */
export function dataLine(data: DataReference | null, found: DataState): Text {
  if (data === null) return { en: 'none yet', ko: '아직 없음' }
  const name = sourceName(data)
  if (found.state === 'reading') return { en: `${name.en}, reading…`, ko: `${name.ko}, 읽는 중…` }
  if (found.state !== 'ready') return name
  const { train, validation, test } = found.info.rows
  const rows = [train, validation, test].map(count).join(' / ')
  return { en: `${name.en}, ${rows}`, ko: `${name.ko}, ${rows}` }
}

/** The name of the file, if there is one. */
function sourceName({ source }: DataReference): Text {
  const file = nameOf(String(source.path || source.images || ''))
  return file === '' ? (member(dataSources, source.type)?.title ?? same(source.type)) : same(file)
}

/** `nadam 0.001, batch 32, 30 epochs` */
export function trainingLine({ optimizer, batch_size, epochs }: Training): Text {
  const rate = optimizer.learning_rate
  const named = `${optimizer.type} ${typeof rate === 'object' && rate !== null ? (rate as { type?: string }).type : rate}`
  return {
    en: `${named}, batch ${count(batch_size)}, ${count(epochs)} epoch${epochs === 1 ? '' : 's'}`,
    ko: `${named}, 배치 ${count(batch_size)}, 에포크 ${count(epochs)}`,
  }
}

/** `early, patience 5`: what ends the training before its last epoch, and the number of other callbacks. */
export function stopsLine({ callbacks, epochs }: Training): Text {
  const stops = callbacks.flatMap((callback): Text[] => {
    if (callback.type === 'TerminateOnNaN') return [{ en: 'at a loss of NaN', ko: '손실이 NaN일 때' }]
    if (callback.type !== 'EarlyStopping') return []
    const patience = String(callback.patience)
    return [{ en: `early, patience ${patience}`, ko: `조기 종료, patience ${patience}` }]
  })
  const others = callbacks.length - stops.length
  const parts: readonly Text[] = [
    ...(stops.length > 0
      ? stops
      : [
          {
            en: `after ${count(epochs)} epoch${epochs === 1 ? '' : 's'}`,
            ko: `에포크 ${count(epochs)}번 뒤`,
          },
        ]),
    ...(others > 0
      ? [{ en: `${others} more callback${others === 1 ? '' : 's'}`, ko: `콜백 ${others}개 더` }]
      : []),
  ]
  return { en: parts.map(({ en }) => en).join(', '), ko: parts.map(({ ko }) => ko).join(', ') }
}
