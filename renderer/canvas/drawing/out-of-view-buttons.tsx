/** Buttons at the lower edge of the canvas with the number of layers out of view on each side; a click moves the view there. */
import { Panel, useStore } from '@xyflow/react'
import { useMemo } from 'react'
import { shallow } from 'zustand/shallow'
import type { Text } from '../../../shared/text.ts'
import type { Side } from '../../geometry/box.ts'
import { boxAt } from '../../geometry/boxes.ts'
import { boxesOutOfView } from '../../geometry/fit.ts'
import { useApp } from '../../state/store.ts'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import styles from './out-of-view-buttons.module.css'
import type { ViewNode, ViewNote } from './views.ts'

/** The sides in the order of their buttons: left and up before down and right. */
const SIDES: readonly { readonly side: Side; readonly arrow: string; label(n: string): Text }[] = [
  { side: 'left', arrow: '←', label: (n) => ({ en: `${n} more to the left`, ko: `왼쪽에 ${n}개 더` }) },
  { side: 'up', arrow: '↑', label: (n) => ({ en: `${n} more above`, ko: `위에 ${n}개 더` }) },
  { side: 'down', arrow: '↓', label: (n) => ({ en: `${n} more below`, ko: `아래에 ${n}개 더` }) },
  { side: 'right', arrow: '→', label: (n) => ({ en: `${n} more to the right`, ko: `오른쪽에 ${n}개 더` }) },
]

export function OutOfViewButtons({ nodes }: { readonly nodes: readonly (ViewNode | ViewNote)[] }) {
  const t = useText()
  const boxes = useMemo(
    () => nodes.flatMap(({ type, position }) => (type === 'layer' ? [boxAt(position)] : [])),
    [nodes],
  )
  const counts = useStore(({ transform: [x, y, zoom], width, height }) => {
    const found = boxesOutOfView(boxes, { x, y, zoom }, { width, height })
    return SIDES.map(({ side }) => (width > 0 ? found[side].length : 0))
  }, shallow)
  const more = SIDES.flatMap((side, i) => (counts[i]! > 0 ? [{ ...side, n: formatCount(counts[i]!) }] : []))
  if (more.length === 0) return null
  return (
    <Panel position="bottom-left" className={styles.beyond}>
      {more.map(({ side, arrow, label, n }) => (
        <button
          key={side}
          type="button"
          aria-label={t(label(n))}
          onClick={() => useApp.getState().canvas?.panToOutOfView(side)}
        >
          {t({ en: `${n} more`, ko: `${n}개 더` })} <span>{arrow}</span>
        </button>
      ))}
    </Panel>
  )
}
