/** The workspace of a document without data: where to drop a file, and samples. */
import { applySample } from '../state/apply-data.ts'
import { chooseData } from '../state/choose-data.ts'
import { useApp } from '../state/store.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import styles from './empty-data.module.css'

export function EmptyData() {
  const t = useText()
  const canOpen = useApp((s) => s.host !== null)
  return (
    <div className={styles.empty} data-focus="columns">
      <div className={styles.field}>
        <Icon name="table" size={28} />
        <h2>{t({ en: 'Drop a table or image files here', ko: '표나 이미지 파일을 여기에 놓으세요' })}</h2>
        <p>
          {t({
            en: 'The columns are shown with what is in them. Nothing is trained before you have seen it.',
            ko: '열마다 무엇이 들어 있는지 보여 줍니다. 확인하기 전에는 학습하지 않습니다.',
          })}
        </p>
        <button
          type="button"
          className={styles.main}
          disabled={!canOpen}
          tabIndex={0}
          onClick={() => void chooseData()}
        >
          {t({ en: 'Open…', ko: '열기…' })}
        </button>
        <button type="button" className={styles.sample} disabled={!canOpen} onClick={() => applySample()}>
          <Icon name="book" size={14} />
          {t({ en: 'Sample: Fashion-MNIST, 70,000 pictures', ko: '예제: Fashion-MNIST, 이미지 70,000장' })}
        </button>
      </div>
    </div>
  )
}
