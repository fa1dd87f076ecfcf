/** A list of unsaved work of earlier windows: the time, the file and the difference. Discarding needs a second click. */
import { useCallback, useEffect, useState } from 'react'
import type { DraftInfo } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'
import { discardDraft, openDraft, readDraft, recoverableDrafts } from '../state/drafts.ts'
import { sentencesOf } from '../state/problems.ts'
import { useApp } from '../state/store.ts'
import { formatDateTime } from '../ui/format.ts'
import { useLanguage, useText } from '../ui/text.ts'
import { describeDifference } from './describe-difference.ts'
import styles from './dialogs.module.css'

function Entry({ draft, onGone: onDiscarded }: { readonly draft: DraftInfo; readonly onGone: () => void }) {
  const t = useText()
  const language = useLanguage()
  const [words, setWords] = useState<Text | null>(null)
  const [confirming, setConfirming] = useState(false)
  useEffect(() => {
    let current = true
    void readDraft(draft.id)
      .then(
        ({ document, saved, found }) => describeDifference(document, saved, found.path !== null),
        (error: unknown) => sentencesOf(error)[0]!,
      )
      .then((text) => {
        if (current) setWords(text)
      })
    return () => {
      current = false
    }
  }, [draft.id])
  const open = () => {
    useApp.setState({ dialog: null })
    setTimeout(() => void openDraft(draft.id))
  }
  const discard = () => {
    if (!confirming) setConfirming(true)
    else void discardDraft(draft.id).then(onDiscarded)
  }
  return (
    <li className={styles.draft}>
      <div>
        <strong>{draft.name}</strong>
        <small title={draft.path ?? undefined}>
          {draft.at > 0 && formatDateTime(draft.at, language)}
          {draft.path !== null && ` · ${draft.path}`}
        </small>
        <small>{words ? t(words) : '…'}</small>
      </div>
      <button type="button" className={styles.button} data-kind="bad" onClick={discard}>
        {confirming
          ? t({ en: 'Discard permanently', ko: '완전히 버리기' })
          : t({ en: 'Discard', ko: '버리기' })}
      </button>
      <button type="button" className={styles.button} data-kind="main" onClick={open}>
        {t({ en: 'Open', ko: '열기' })}
      </button>
    </li>
  )
}

/** @param quiet renders nothing when there is no unsaved work */
export function UnsavedWork({
  title,
  quiet: hideWhenEmpty = false,
}: {
  readonly title: string
  readonly quiet?: boolean
}) {
  const t = useText()
  const [drafts, setDrafts] = useState<readonly DraftInfo[] | null>(null)
  const [errors, setErrors] = useState<readonly Text[]>([])
  const loadDrafts = useCallback(() => {
    recoverableDrafts().then(setDrafts, (error: unknown) => setErrors(sentencesOf(error)))
  }, [])
  useEffect(loadDrafts, [loadDrafts])
  if (errors.length > 0)
    return (
      <p className={styles.wrong} role="alert">
        {errors.map(t).join(' ')}
      </p>
    )
  if (!drafts || (hideWhenEmpty && drafts.length === 0)) return null
  return (
    <section aria-label={title}>
      {hideWhenEmpty && <h3>{title}</h3>}
      {drafts.length === 0 ? (
        <p>
          {t({
            en: 'No unsaved work: everything is saved or open.',
            ko: '없습니다. 모두 저장되었거나 열려 있습니다.',
          })}
        </p>
      ) : (
        <ul className={styles.drafts}>
          {drafts.map((draft) => (
            <Entry key={draft.id} draft={draft} onGone={loadDrafts} />
          ))}
        </ul>
      )}
    </section>
  )
}
