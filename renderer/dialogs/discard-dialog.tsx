/** Asks whether to save unsaved changes before they would be lost. */
import { useApp } from '../state/store.ts'
import { useText } from '../ui/text.ts'
import { Dialog } from './dialog.tsx'
import styles from './dialogs.module.css'

export function DiscardDialog({
  answer,
}: {
  readonly answer: (choice: 'save' | 'discard' | 'cancel') => void
}) {
  const t = useText()
  const name = useApp((s) => s.file.name)
  return (
    <Dialog
      title={t({ en: `Save changes to ${name}?`, ko: `${name}의 변경 내용을 저장할까요?` })}
      onClose={() => answer('cancel')}
    >
      <p>
        {t({ en: 'Without saving, your changes are lost.', ko: '저장하지 않으면 변경한 내용이 사라집니다.' })}
      </p>
      <div className={styles.buttons}>
        <button type="button" className={styles.button} data-kind="bad" onClick={() => answer('discard')}>
          {t({ en: 'Don’t save', ko: '저장 안 함' })}
        </button>
        <span className={styles.fill} />
        <button type="button" className={styles.button} onClick={() => answer('cancel')}>
          {t({ en: 'Cancel', ko: '취소' })}
        </button>
        <button
          type="button"
          className={styles.button}
          data-kind="main"
          data-autofocus
          onClick={() => answer('save')}
        >
          {t({ en: 'Save', ko: '저장' })}
        </button>
      </div>
    </Dialog>
  )
}
