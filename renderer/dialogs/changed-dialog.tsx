/** Asks which version to keep when another program has changed the document's file. */
import type { Document } from '../../shared/document/document.ts'
import { type ChangedChoice, useApp, useDocument } from '../state/store.ts'
import { useText } from '../ui/text.ts'
import { describeDifference } from './describe-difference.ts'
import { Dialog } from './dialog.tsx'
import styles from './dialogs.module.css'

interface Props {
  readonly theirs: Document | null
  readonly answer: (choice: ChangedChoice) => void
}

export function ChangedDialog({ theirs, answer }: Props) {
  const t = useText()
  const name = useApp((s) => s.file.name)
  const mine = useDocument()
  const button = (choice: ChangedChoice, words: string, kind?: 'main' | 'bad') => (
    <button
      type="button"
      className={styles.button}
      data-kind={kind}
      data-autofocus={choice === 'save-as' || undefined}
      onClick={() => answer(choice)}
    >
      {words}
    </button>
  )
  return (
    <Dialog
      title={t({ en: `${name}.loom was changed elsewhere`, ko: `${name}.loom이 다른 곳에서 바뀌었습니다` })}
      size={520}
      onClose={() => answer('cancel')}
    >
      <p>
        {theirs
          ? t({
              en: 'Another program or window changed this file after you opened it, and you have unsaved changes here.',
              ko: '여기서 연 뒤 다른 프로그램이나 창이 이 파일을 바꾸었고, 여기에도 저장하지 않은 변경이 있습니다.',
            })
          : t({
              en: 'Another program changed this file after you opened it. It is no longer a Layerloom document.',
              ko: '여기서 연 뒤 다른 프로그램이 이 파일을 바꾸었습니다. 이제 Layerloom 문서가 아닙니다.',
            })}
      </p>
      {theirs && <p>{t(describeDifference(mine, theirs, true))}</p>}
      <p>
        {t({
          en: 'If you use the file’s version, you can undo that. If you keep yours, the next save overwrites the file.',
          ko: '파일의 버전을 사용해도 실행 취소할 수 있습니다. 내 버전을 유지하면 다음에 저장할 때 파일을 덮어씁니다.',
        })}
      </p>
      <div className={styles.buttons}>
        {theirs && button('reload', t({ en: 'Use the file’s version', ko: '파일의 버전 사용' }))}
        <span className={styles.fill} />
        {button('keep', t({ en: 'Keep mine', ko: '내 버전 유지' }), 'bad')}
        {button('save-as', t({ en: 'Save as…', ko: '다른 이름으로 저장…' }), 'main')}
      </div>
    </Dialog>
  )
}
