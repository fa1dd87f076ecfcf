/** Asks for training data: the user's own file, or the sample. The train command opens it when a document has no data. */
import type { Text } from '../../shared/text.ts'
import { type Dialog as AnyDialog, useDocument } from '../state/store.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import { Dialog } from './dialog.tsx'
import styles from './dialogs.module.css'

type Answer = Extract<AnyDialog, { readonly kind: 'data' }>['answer']

interface Choice {
  readonly id: Parameters<Answer>[0]
  readonly icon: IconName
  readonly title: Text
  readonly help: Text
}

const CHOICES: readonly Choice[] = [
  {
    id: 'table',
    icon: 'table',
    title: { en: 'A table…', ko: '표…' },
    help: {
      en: 'CSV, Excel, Parquet, JSON or SQLite: each row is one sample, a column is the target to predict.',
      ko: 'CSV, Excel, Parquet, JSON, SQLite. 한 행이 샘플 하나이고, 예측할 열을 고릅니다.',
    },
  },
  {
    id: 'idx',
    icon: 'picture',
    title: { en: 'Images with labels…', ko: '레이블이 있는 이미지…' },
    help: {
      en: 'IDX files like those of MNIST: first the file with the images, then the one with their labels.',
      ko: 'MNIST와 같은 IDX 파일. 이미지 파일을 먼저 고른 다음 레이블 파일을 고릅니다.',
    },
  },
  {
    id: 'sample',
    icon: 'book',
    title: { en: 'Sample data: Fashion-MNIST', ko: '예제 데이터: Fashion-MNIST' },
    help: {
      en: '70,000 images of clothing in ten classes; nothing to prepare.',
      ko: '10개 클래스의 옷 이미지 70,000장. 준비할 것이 없습니다.',
    },
  },
]

export function DataDialog({ answer }: { readonly answer: Answer }) {
  const t = useText()
  const hasNoData = useDocument().data === null
  return (
    <Dialog
      title={t({ en: 'What should the network learn from?', ko: '어떤 데이터로 학습할까요?' })}
      onClose={() => answer(null)}
    >
      <p>
        {hasNoData
          ? t({
              en: 'Training needs data, and this document has none yet.',
              ko: '학습하려면 데이터가 필요한데, 이 문서에는 아직 없습니다.',
            })
          : t({
              en: 'Your choice replaces the current data of this document.',
              ko: '고른 데이터가 이 문서의 현재 데이터를 대체합니다.',
            })}
      </p>
      <ul className={styles.choices}>
        {CHOICES.map(({ id, icon, title, help }, i) => (
          <li key={title.en}>
            <button type="button" data-autofocus={i === 0 || undefined} onClick={() => answer(id)}>
              <Icon name={icon} size={18} />
              <strong>{t(title)}</strong>
              <small>{t(help)}</small>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
