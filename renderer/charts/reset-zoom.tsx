/** The button that shows all again; there only while a part is shown. */
import { useText } from '../ui/text.ts'
import type { ChartViewStore } from './chart-view.ts'
import styles from './charts.module.css'

export function ResetZoom({ view }: { readonly view: ChartViewStore }) {
  const t = useText()
  const isZoomed = view((s) => s.zoom !== null)
  if (!isZoomed) return null
  return (
    <button
      type="button"
      className={styles.reset}
      title={t({ en: '0, or a double click on a chart', ko: '0 또는 그래프 두 번 클릭' })}
      onClick={({ currentTarget }) => {
        // The button goes; its charts have the keys.
        currentTarget.closest<HTMLElement>('[role="group"]')?.focus()
        view.setState({ zoom: null })
      }}
    >
      {t({ en: 'Reset zoom', ko: '전체 보기' })}
    </button>
  )
}
