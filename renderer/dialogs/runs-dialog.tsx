/** A list of documents with runs. Runs of a moved file can be taken over by its old name; those of another document are only shown. */
import { useEffect, useState } from 'react'
import type { RunDocument, RunDocuments } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'
import { showRunsOf } from '../state/document-runs.ts'
import { sentencesOf } from '../state/problems.ts'
import { useApp } from '../state/store.ts'
import { formatCount, formatDateTime } from '../ui/format.ts'
import { useLanguage, useText } from '../ui/text.ts'
import { Dialog } from './dialog.tsx'
import styles from './dialogs.module.css'

const close = () => useApp.setState({ dialog: null })

export function RunsDialog() {
  const t = useText()
  const [found, setFound] = useState<RunDocuments | null>(null)
  const [errors, setErrors] = useState<readonly Text[]>([])
  useEffect(() => {
    useApp
      .getState()
      .host?.engine.runDocuments()
      .then(setFound, (error: unknown) => setErrors(sentencesOf(error)))
  }, [])
  const file = useApp((s) => s.file)
  const realPath = useApp((s) => s.realPath)
  const ownPaths: readonly unknown[] = [file.path, realPath, file.draft]
  const others = found?.documents.filter(
    ({ owner }) => !ownPaths.includes('path' in owner ? owner.path : owner.draft),
  )
  return (
    <Dialog
      title={t({ en: 'Show runs of another document', ko: '다른 문서의 학습 기록' })}
      size={560}
      onClose={close}
    >
      <p>
        {t({
          en: 'If this document was moved or renamed, take over the runs of its earlier name. Runs of a document that still exists are only shown together with these.',
          ko: '이 문서를 옮겼거나 이름을 바꾸었다면 이전 이름의 학습 기록을 가져오세요. 그대로 있는 문서의 기록은 함께 보여 주기만 합니다.',
        })}
      </p>
      {errors.length > 0 && (
        <p className={styles.wrong} role="alert">
          {errors.map(t).join(' ')}
        </p>
      )}
      {others?.length === 0 && (
        <p>{t({ en: 'No other document has runs.', ko: '학습 기록이 있는 다른 문서가 없습니다.' })}</p>
      )}
      {others && others.length > 0 && (
        <ul className={styles.drafts}>
          {others.map((document) => (
            <Entry key={JSON.stringify(document.owner)} document={document} />
          ))}
        </ul>
      )}
      {found && found.skipped.length > 0 && (
        <details>
          <summary>
            {t({
              en:
                found.skipped.length === 1
                  ? '1 folder contains no valid run'
                  : `${formatCount(found.skipped.length)} folders contain no valid run`,
              ko: `올바른 학습 기록이 없는 폴더 ${formatCount(found.skipped.length)}개`,
            })}
          </summary>
          {found.skipped.map(({ message }) => (
            <p key={message.en}>{t(message)}</p>
          ))}
        </details>
      )}
      <div className={styles.buttons}>
        <span className={styles.fill} />
        <button type="button" className={styles.button} data-autofocus onClick={close}>
          {t({ en: 'Close', ko: '닫기' })}
        </button>
      </div>
    </Dialog>
  )
}

function Entry({ document }: { readonly document: RunDocument }) {
  const t = useText()
  const language = useLanguage()
  const { owner, name, runs, latest, missing } = document
  const show = () => {
    close()
    void showRunsOf(document)
  }
  return (
    <li className={styles.draft}>
      <div>
        <strong>{name}</strong>
        <small title={'path' in owner ? owner.path : undefined}>
          {'path' in owner ? owner.path : t({ en: 'never saved', ko: '저장하지 않음' })}
          {missing && ` · ${t({ en: 'file not found', ko: '파일 없음' })}`}
        </small>
        <small>
          {t({
            en: runs === 1 ? '1 run' : `${formatCount(runs)} runs`,
            ko: `학습 기록 ${formatCount(runs)}개`,
          })}{' '}
          · {formatDateTime(latest, language)}
        </small>
      </div>
      <button type="button" className={styles.button} data-kind="main" onClick={show}>
        {missing ? t({ en: 'Take over', ko: '가져오기' }) : t({ en: 'Show', ko: '보기' })}
      </button>
    </li>
  )
}
