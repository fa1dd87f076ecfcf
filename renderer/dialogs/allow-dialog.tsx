/** Asks whether a document may read data outside its folder. */
import type { Permission } from '../../shared/ipc/contract/index.ts'
import { useApp } from '../state/store.ts'
import { useText } from '../ui/text.ts'
import { Dialog } from './dialog.tsx'
import styles from './dialogs.module.css'

interface Props {
  readonly path: string
  readonly answer: (answer: Permission) => void
}

export function AllowDialog({ path, answer }: Props) {
  const t = useText()
  const name = useApp((s) => s.file.name)
  return (
    <Dialog
      title={t({
        en: `Allow “${name}” to read this data?`,
        ko: `“${name}”이(가) 다음 데이터를 읽도록 허용할까요?`,
      })}
      onClose={() => answer('cancel')}
    >
      <p>
        <code className={styles.file}>{path}</code>
      </p>
      <p>
        {t({
          en: 'The file is outside the document’s folder. Allow it if you know the file; you are asked only once.',
          ko: '이 파일은 문서의 폴더 밖에 있습니다. 아는 파일이면 허용하세요. 한 번만 묻습니다.',
        })}
      </p>
      <div className={styles.buttons}>
        <button type="button" className={styles.button} onClick={() => answer('other')}>
          {t({ en: 'Choose other data', ko: '다른 데이터 고르기' })}
        </button>
        <span className={styles.fill} />
        <button type="button" className={styles.button} data-autofocus onClick={() => answer('cancel')}>
          {t({ en: 'Cancel', ko: '취소' })}
        </button>
        <button type="button" className={styles.button} data-kind="main" onClick={() => answer('allow')}>
          {t({ en: 'Allow', ko: '허용' })}
        </button>
      </div>
    </Dialog>
  )
}
