/** A file dialog for windows without a native one. It shows folders of the host's machine, as listed by the host. */
import { useCallback, useEffect, useState } from 'react'
import type { FileKind, Folder, FolderEntry } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'
import { sentencesOf } from '../state/problems.ts'
import { type Dialog as AppDialog, useApp } from '../state/store.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import { Dialog } from './dialog.tsx'
import styles from './dialogs.module.css'

const EXTENSIONS: { readonly [K in FileKind]: string } = {
  document: '.loom',
  python: '.py',
  table: '',
  idx: '',
  predictions: '.csv',
  run: '',
  folder: '',
  report: '.zip',
}

const join = (folder: string, name: string): string => {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/'
  return folder.endsWith(separator) ? folder + name : folder + separator + name
}

/** The file name with the extension of its kind. */
const withExtension = (name: string, kind: FileKind): string =>
  name === '' || name.toLowerCase().endsWith(EXTENSIONS[kind]) ? name : name + EXTENSIONS[kind]

function onArrowKey(event: React.KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
  items[items.indexOf(document.activeElement as HTMLElement) + step]?.focus()
}

export function FileDialog({ dialog }: { readonly dialog: Extract<AppDialog, { kind: 'file' }> }) {
  const { purpose, fileKind, suggested, answer } = dialog
  const t = useText()
  const host = useApp((s) => s.host)
  const documentFolder = useApp((s) => s.file.folder)
  const [folder, setFolder] = useState<Folder | null>(null)
  const [name, setName] = useState(suggested)
  const [errors, setErrors] = useState<readonly Text[]>([])
  const [confirmReplace, setConfirmReplace] = useState(false)
  const [pending, setPending] = useState(false)

  const loadFolder = useCallback(
    async (path: string | null) => {
      if (!host) return
      try {
        setFolder(await host.host.listFolder(path, fileKind))
        setErrors([])
      } catch (error) {
        setErrors(sentencesOf(error))
      }
    },
    [host, fileKind],
  )
  useEffect(() => {
    void loadFolder(null)
  }, [loadFolder])

  const saving = purpose === 'save'
  const target = withExtension(name.trim(), fileKind)
  const exists = folder?.entries.some((e) => e.kind === 'file' && e.name === target) ?? false
  // The browser's host replaces no data.
  const isTaken = saving && exists && (fileKind === 'predictions' || fileKind === 'report')
  const finish = () => {
    if (target === '' || isTaken) return
    if (!folder) setPending(true)
    else if (saving && exists && !confirmReplace) setConfirmReplace(true)
    else answer(join(folder.path, target))
  }
  // A name that is entered before the folder is listed counts once it is.
  useEffect(() => {
    if (!pending || !folder) return
    setPending(false)
    finish()
  })
  const open = (entry: FolderEntry) => {
    setConfirmReplace(false)
    if (entry.kind === 'folder') void loadFolder(entry.path)
    else if (saving) setName(entry.name)
    else answer(entry.path)
  }
  const title = saving
    ? t({ en: 'Save as', ko: '다른 이름으로 저장' })
    : fileKind === 'folder'
      ? t({ en: 'Choose a folder', ko: '폴더 고르기' })
      : fileKind === 'document'
        ? t({ en: 'Open a document', ko: '문서 열기' })
        : fileKind === 'run'
          ? t({ en: 'Choose the run.json of a run', ko: '학습 기록의 run.json 고르기' })
          : suggested !== ''
            ? t({ en: `Choose a file such as ${suggested}`, ko: `${suggested}와(과) 같은 파일 고르기` })
            : t({ en: 'Choose a data file', ko: '데이터 파일 고르기' })
  return (
    <Dialog title={title} size={520} onClose={() => answer(null)}>
      <div className={styles.path}>
        <button
          type="button"
          className={ui.iconButton}
          aria-label={t({ en: 'Parent folder', ko: '상위 폴더' })}
          disabled={!folder?.parent}
          onClick={() => void loadFolder(folder?.parent ?? null)}
        >
          <Icon name="up" />
        </button>
        <span className="mono">
          <bdi>{folder?.path ?? '…'}</bdi>
        </span>
        {documentFolder !== null && documentFolder !== folder?.path && (
          <button type="button" className={styles.button} onClick={() => void loadFolder(documentFolder)}>
            {t({ en: 'Document’s folder', ko: '문서 폴더' })}
          </button>
        )}
      </div>
      {/* Arrow keys move between the buttons inside. */}
      <ul className={styles.files} onKeyDown={onArrowKey} aria-label={folder?.path}>
        {folder?.entries.map((entry) => (
          <li key={entry.path}>
            <button type="button" onClick={() => open(entry)} data-kind={entry.kind}>
              <Icon name={entry.kind === 'folder' ? 'folder' : 'file'} />
              {entry.name}
            </button>
          </li>
        ))}
        {folder?.entries.length === 0 && (
          <li className={styles.nothing}>
            {t({
              en:
                fileKind === 'folder'
                  ? 'This folder has no folders.'
                  : 'This folder has no files of this kind.',
              ko:
                fileKind === 'folder'
                  ? '이 폴더에는 폴더가 없습니다.'
                  : '이 폴더에는 이 종류의 파일이 없습니다.',
            })}
          </li>
        )}
      </ul>
      {isTaken && (
        <p className={styles.wrong} role="alert">
          {t({
            en: `${target} exists already and is not replaced. Enter another name.`,
            ko: `${target}은(는) 이미 있어 덮어쓰지 않습니다. 다른 이름을 입력하세요.`,
          })}
        </p>
      )}
      {errors.map((text) => (
        <p key={text.en} className={styles.wrong} role="alert">
          {t(text)}
        </p>
      ))}
      <form
        className={styles.buttons}
        onSubmit={(event) => {
          event.preventDefault()
          finish()
        }}
      >
        {saving && (
          <input
            className={styles.input}
            data-autofocus
            value={name}
            aria-label={t({ en: 'File name', ko: '파일 이름' })}
            spellCheck={false}
            // Selects the name without its extension, so that typing replaces only the name.
            onFocus={({ currentTarget }) =>
              currentTarget.setSelectionRange(0, currentTarget.value.replace(/\.[^.]*$/, '').length)
            }
            onChange={(event) => {
              setName(event.currentTarget.value)
              setConfirmReplace(false)
            }}
          />
        )}
        {!saving && <span className={styles.fill} />}
        <button type="button" className={styles.button} onClick={() => answer(null)}>
          {t({ en: 'Cancel', ko: '취소' })}
        </button>
        {fileKind === 'folder' && (
          <button
            type="button"
            className={styles.button}
            data-kind="main"
            disabled={!folder}
            onClick={() => folder && answer(folder.path)}
          >
            {t({ en: 'Choose this folder', ko: '이 폴더 고르기' })}
          </button>
        )}
        {saving && (
          <button type="submit" className={styles.button} data-kind={confirmReplace ? 'bad' : 'main'}>
            {confirmReplace
              ? t({ en: `Replace ${target}`, ko: `${target} 바꾸기` })
              : t({ en: 'Save', ko: '저장' })}
          </button>
        )}
      </form>
    </Dialog>
  )
}
