/** The button at the end of a dock's head, which folds the dock to its head and opens it. */
import type { StoreApi, UseBoundStore } from 'zustand'
import type { ResizableDock } from '../../state/dock.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import ui from '../../ui/ui.module.css'

interface Props {
  readonly dock: UseBoundStore<StoreApi<ResizableDock>>
}

export function FoldButton({ dock: useSize }: Props) {
  const t = useText()
  const folded = useSize((s) => s.folded)
  const fold = useSize((s) => s.fold)
  const name = folded
    ? t({ en: 'Open the panel', ko: '패널 펼치기' })
    : t({ en: 'Close the panel', ko: '패널 접기' })
  return (
    <button
      type="button"
      className={ui.iconButton}
      aria-label={name}
      title={name}
      aria-expanded={!folded}
      onClick={() => fold(!folded)}
    >
      <Icon name={folded ? 'up' : 'down'} />
    </button>
  )
}
