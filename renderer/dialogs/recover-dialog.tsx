/** Offers unsaved work back after a crash, a killed process or a closed tab. */
import { useApp } from '../state/store.ts'
import { useText } from '../ui/text.ts'
import { Dialog } from './dialog.tsx'
import styles from './dialogs.module.css'
import { UnsavedWork } from './unsaved-work.tsx'

export function RecoverDialog() {
  const t = useText()
  const close = () => useApp.setState({ dialog: null })
  const title = t({ en: 'Unsaved work from an earlier window', ko: '이전 창의 저장하지 않은 작업' })
  return (
    <Dialog title={title} size={560} onClose={close}>
      <p>
        {t({
          en: 'It was saved as a draft while you worked. Anything you leave here is offered again at the next start.',
          ko: '작업하는 동안 임시 저장한 것입니다. 지금 정하지 않은 것은 다음에 시작할 때 다시 보여 드립니다.',
        })}
      </p>
      <UnsavedWork title={title} />
      <div className={styles.buttons}>
        <span className={styles.fill} />
        <button type="button" className={styles.button} data-autofocus onClick={close}>
          {t({ en: 'Decide later', ko: '나중에 정하기' })}
        </button>
      </div>
    </Dialog>
  )
}
