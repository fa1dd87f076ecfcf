/** The start screen: unsaved work, recent files, templates that are ready to train, and buttons for a new document or a file. */
import { useEffect, useState } from 'react'
import type { Example, RecentFile } from '../../shared/ipc/contract/index.ts'
import { commandOf, runCommand } from '../commands/commands.ts'
import { Dialog } from '../dialogs/dialog.tsx'
import { UnsavedWork } from '../dialogs/unsaved-work.tsx'
import { groupExamples } from '../state/example-groups.ts'
import { openExample, openPath } from '../state/files.ts'
import { parseCached } from '../state/parse-cached.ts'
import { useApp } from '../state/store.ts'
import { formatDateTime } from '../ui/format.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { useLanguage, useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import { factsOf } from './document-facts.ts'
import { lessonOf, resultOf } from './lessons.ts'
import styles from './start.module.css'
import { Thumbnail } from './thumbnail.tsx'

const close = () => useApp.setState({ dialog: null })
/** Runs an action after the dialog has returned the focus. */
const closeThen = (action: () => unknown) => () => {
  close()
  setTimeout(() => void action())
}

function CommandButton({ id, icon }: { readonly id: string; readonly icon: IconName }) {
  const t = useText()
  const command = commandOf(id)
  return (
    <button type="button" className={styles.button} onClick={closeThen(() => runCommand(command))}>
      <Icon name={icon} />
      {t(command.title)}
    </button>
  )
}

function RecentCard({ file, onForget }: { readonly file: RecentFile; readonly onForget: () => void }) {
  const t = useText()
  const language = useLanguage()
  const forget = t({ en: `Remove ${file.name} from the list`, ko: `목록에서 ${file.name} 제거` })
  return (
    <li>
      <button
        type="button"
        className={styles.card}
        data-missing={file.missing || undefined}
        title={file.path}
        onClick={closeThen(() => openPath(file.path))}
      >
        <Thumbnail document={parseCached(file.text)} />
        <span className={styles.words}>
          <strong>{file.name}</strong>
          <small>
            {file.missing ? t({ en: 'File not found', ko: '파일 없음' }) : formatDateTime(file.at, language)}
          </small>
        </span>
      </button>
      <button
        type="button"
        className={`${ui.iconButton} ${styles.forget}`}
        aria-label={forget}
        title={forget}
        onClick={onForget}
      >
        <Icon name="close" />
      </button>
    </li>
  )
}

function TemplateCard({ example }: { readonly example: Example }) {
  const t = useText()
  const document = parseCached(example.text)
  const lesson = lessonOf(example.id)
  return (
    <li>
      <button
        type="button"
        className={styles.card}
        data-template={example.id}
        onClick={closeThen(() => openExample(example.id))}
      >
        <Thumbnail document={document} />
        <span className={styles.words}>
          <strong>{example.title}</strong>
          {lesson && <span className={styles.learns}>{t(lesson.learns)}</span>}
          {document && <small>{factsOf(document).map(t).join(' · ')}</small>}
          {lesson && <small className={styles.result}>{t(resultOf(lesson))}</small>}
        </span>
      </button>
      {lesson?.hasTour && (
        <button
          type="button"
          className={styles.tour}
          aria-label={t(commandOf('tour').title)}
          title={t(commandOf('tour').title)}
          onClick={closeThen(() => runCommand(commandOf('tour')))}
        >
          <Icon name="play" size={11} />
          {t({ en: 'Tour', ko: '둘러보기' })}
        </button>
      )}
    </li>
  )
}

export function StartScreen() {
  const t = useText()
  const host = useApp((s) => s.host)
  const examples = useApp((s) => s.examples)
  const [recent, setRecent] = useState<readonly RecentFile[] | null>(null)
  useEffect(() => {
    if (!host) return
    host.host.recent().then(setRecent, (error: unknown) => {
      console.warn('The recent files cannot be listed:', error)
      setRecent([])
    })
  }, [host])
  const forget = (path: string) => {
    setRecent((files) => files?.filter((file) => file.path !== path) ?? null)
    host?.host.forgetRecent(path).catch((error: unknown) => console.warn('It was not forgotten:', error))
  }
  return (
    <Dialog title={t({ en: 'Start', ko: '시작' })} size={900} onClose={close}>
      <div className={styles.screen}>
        <div className={styles.buttons}>
          <CommandButton id="new" icon="file" />
          <CommandButton id="open" icon="folder" />
        </div>
        <UnsavedWork title={t({ en: 'Unsaved work', ko: '저장하지 않은 작업' })} quiet />
        {recent && recent.length > 0 && (
          <section aria-label={t({ en: 'Recent files', ko: '최근 파일' })}>
            <h3>{t({ en: 'Recent files', ko: '최근 파일' })}</h3>
            <ul className={styles.cards}>
              {recent.map((file) => (
                <RecentCard key={file.path} file={file} onForget={() => forget(file.path)} />
              ))}
            </ul>
          </section>
        )}
        <section aria-label={t({ en: 'Templates', ko: '템플릿' })}>
          <h3>{t({ en: 'Templates, ready to train', ko: '바로 학습할 수 있는 템플릿' })}</h3>
          {groupExamples(examples).map((group) => (
            <section key={group.title.en} className={styles.group} aria-label={t(group.title)}>
              <h4>{t(group.title)}</h4>
              <ul className={`${styles.cards} ${styles.templates}`}>
                {group.examples.map((example) => (
                  <TemplateCard key={example.id} example={example} />
                ))}
              </ul>
            </section>
          ))}
        </section>
      </div>
    </Dialog>
  )
}
