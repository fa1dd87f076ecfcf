/** Shows every file of a report of a problem before it is saved. */
import { useEffect, useState } from 'react'
import type { ReportFile } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'
import { attempt } from '../state/attempt.ts'
import { sentencesOf } from '../state/problems.ts'
import { readReport, saveReport } from '../state/settings.ts'
import { useApp } from '../state/store.ts'
import { formatBytes } from '../ui/format.ts'
import { useText } from '../ui/text.ts'
import { Dialog } from './dialog.tsx'
import styles from './dialogs.module.css'
import settings from './settings.module.css'

const SAVE: Text = { en: 'Save the report…', ko: '신고 파일 저장…' }

export function ReportDialog() {
  const t = useText()
  const [files, setFiles] = useState<readonly ReportFile[] | null>(null)
  const [problems, setProblems] = useState<readonly Text[]>([])
  const [name, setName] = useState('versions.txt')
  useEffect(() => {
    readReport().then(setFiles, (error: unknown) => setProblems(sentencesOf(error)))
  }, [])
  const shown = files?.find((file) => file.name === name)
  const close = () => useApp.setState({ dialog: null })
  return (
    <Dialog title={t({ en: 'Report a problem', ko: '문제 신고' })} size={760} onClose={close}>
      <p>
        {t({
          en: 'This is all that the report contains: versions, settings and logs. It has no data and no document, and your home folder appears as ~. It is saved as a ZIP file on this computer; nothing is sent.',
          ko: '신고 파일의 내용은 버전, 설정, 로그뿐입니다. 데이터와 문서는 들어 있지 않으며 홈 폴더는 ~로 나타냅니다. 이 컴퓨터에 ZIP 파일로 저장하며 아무것도 보내지 않습니다.',
        })}
      </p>
      <div className={settings.report}>
        <ul className={settings.names}>
          {files?.map((file) => (
            <li key={file.name}>
              <button type="button" aria-current={file.name === name} onClick={() => setName(file.name)}>
                {file.name}
                <small>{formatBytes(new TextEncoder().encode(file.text).length)}</small>
              </button>
            </li>
          ))}
        </ul>
        <textarea
          className={settings.text}
          readOnly
          aria-label={name}
          value={shown?.text}
          placeholder={t({ en: '(empty)', ko: '(비어 있음)' })}
        />
      </div>
      {problems.map((text) => (
        <p key={text.en} className={styles.wrong} role="alert">
          {t(text)}
        </p>
      ))}
      <div className={styles.buttons}>
        <span className={styles.fill} />
        <button type="button" className={styles.button} onClick={close}>
          {t({ en: 'Cancel', ko: '취소' })}
        </button>
        <button
          type="button"
          className={styles.button}
          data-kind="main"
          data-autofocus
          onClick={() => files && attempt(SAVE, saveReport)}
        >
          {t(SAVE)}
        </button>
      </div>
    </Dialog>
  )
}
