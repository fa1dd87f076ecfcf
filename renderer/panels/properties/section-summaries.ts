/** One-line summaries of the sections in the network's panel. Pure. */

import { callbacks as callbackFamily } from '../../../shared/catalog/callbacks/index.ts'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { dataSources } from '../../../shared/data/sources/index.ts'
import type { Training } from '../../../shared/document/document.ts'
import { findMember, getMember } from '../../../shared/fields/index.ts'
import { type Text, untranslated } from '../../../shared/text.ts'
import { nameOf } from '../../state/names.ts'
import type { DataState } from '../../state/store.ts'
import { formatCount } from '../../ui/format.ts'

/** `Fashion-MNIST, 55,000 / 5,000 / 10,000` */
export function dataSummary(data: DataReference | null, dataState: DataState): Text {
  if (data === null) return { en: 'none yet', ko: '아직 없음' }
  const name = sourceName(data)
  if (dataState.state === 'reading') return { en: `${name.en}, reading…`, ko: `${name.ko}, 읽는 중…` }
  if (dataState.state !== 'ready') return name
  const { train, validation, test } = dataState.info.rows
  const rows = [train, validation, test].map(formatCount).join(' / ')
  return { en: `${name.en}, ${rows}`, ko: `${name.ko}, ${rows}` }
}

/** The name of the file, if there is one. */
function sourceName({ source }: DataReference): Text {
  const file = nameOf(String(source.path || source.images || ''))
  return file === ''
    ? (findMember(dataSources, source.type)?.title ?? untranslated(source.type))
    : untranslated(file)
}

/** `nadam 0.001, batch 32, 30 epochs` */
export function trainingSummary({ optimizer, batch_size, epochs }: Training): Text {
  const rate = optimizer.learning_rate
  const named = `${optimizer.type} ${typeof rate === 'object' && rate !== null ? (rate as { type?: string }).type : rate}`
  return {
    en: `${named}, batch ${formatCount(batch_size)}, ${formatCount(epochs)} epoch${epochs === 1 ? '' : 's'}`,
    ko: `${named}, 배치 ${formatCount(batch_size)}, 에포크 ${formatCount(epochs)}`,
  }
}

/** `early, patience 5`: what ends the training before its last epoch, and the number of other callbacks. */
export function stopsSummary({ callbacks, epochs }: Training): Text {
  const stops = callbacks.flatMap((callback): readonly Text[] => {
    const stop = getMember(callbackFamily, callback).stopSummary?.(callback as never)
    return stop ? [stop] : []
  })
  const others = callbacks.length - stops.length
  const parts: readonly Text[] = [
    ...(stops.length > 0
      ? stops
      : [
          {
            en: `after ${formatCount(epochs)} epoch${epochs === 1 ? '' : 's'}`,
            ko: `에포크 ${formatCount(epochs)}번 뒤`,
          },
        ]),
    ...(others > 0
      ? [{ en: `${others} more callback${others === 1 ? '' : 's'}`, ko: `콜백 ${others}개 더` }]
      : []),
  ]
  return { en: parts.map(({ en }) => en).join(', '), ko: parts.map(({ ko }) => ko).join(', ') }
}
