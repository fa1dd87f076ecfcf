/** Shown while files are dragged over the window: what a drop will do. */

import { useApp } from '../state/store.ts'
import { useText } from '../ui/text.ts'
import styles from './drop-hint.module.css'

export function DropHint() {
  const t = useText()
  const dropping = useApp((s) => s.dropping && s.dialog === null)
  if (!dropping) return null
  return (
    <div className={styles.hint} role="status">
      <p>
        {t({
          en: 'Drop a .loom document to open it, or a table or IDX files to use as data',
          ko: '.loom 문서를 놓으면 열고, 표나 IDX 파일을 놓으면 데이터로 씁니다',
        })}
      </p>
    </div>
  )
}
