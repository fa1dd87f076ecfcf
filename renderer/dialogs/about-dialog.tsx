/** The versions of the app and of what it runs on, and the licences of all that is inside. */
import { useEffect, useState } from 'react'
import type { About, EngineVersions, Licence, RuntimeInfo } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'
import { runtimeText } from '../state/environment-text.ts'
import { sentencesOf } from '../state/problems.ts'
import { useApp } from '../state/store.ts'
import { copyText } from '../ui/clipboard.ts'
import { formatCount } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import logo from '../ui/logo.svg'
import { useText } from '../ui/text.ts'
import styles from './about-dialog.module.css'
import { findLicences, versionRows, versionsText } from './about-facts.ts'
import { Dialog } from './dialog.tsx'
import dialogs from './dialogs.module.css'

const close = () => useApp.setState({ dialog: null })

interface Known {
  readonly host: About
  readonly engine: EngineVersions
  readonly runtime: RuntimeInfo
}

export function AboutDialog() {
  const t = useText()
  const [known, setKnown] = useState<Known | null>(null)
  const [errors, setErrors] = useState<readonly Text[]>([])
  useEffect(() => {
    const connection = useApp.getState().host
    if (!connection) return
    const { host, engine } = connection
    Promise.all([host.about(), engine.versions(), engine.runtime()]).then(
      ([about, versions, runtime]) => setKnown({ host: about, engine: versions, runtime }),
      (error: unknown) => setErrors(sentencesOf(error)),
    )
  }, [])
  return (
    <Dialog title={t({ en: 'About Layerloom', ko: 'Layerloom 정보' })} size={620} onClose={close}>
      {errors.length > 0 && (
        <p className={dialogs.wrong} role="alert">
          {errors.map(t).join(' ')}
        </p>
      )}
      {known && <Versions {...known} />}
      {known && <Licences licences={known.host.licences} />}
    </Dialog>
  )
}

function Versions({ host, engine, runtime }: Known) {
  const t = useText()
  const platform = useApp((s) => s.hostInfo?.platform ?? '')
  const [isCopied, setCopied] = useState(false)
  const rows = versionRows(host, engine, runtime, navigator.userAgent)
  const trains = runtimeText(runtime)
  const copy = async () => setCopied(await copyText(versionsText(rows, trains, platform)))
  return (
    <section className={styles.versions} aria-label={t({ en: 'Versions', ko: '버전' })}>
      <img src={logo} alt="" width={56} height={56} />
      <div>
        <dl>
          {rows.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{t(value)}</dd>
            </div>
          ))}
          <div className={styles.wide}>
            <dt>{t({ en: 'Trains with', ko: '학습 방법' })}</dt>
            <dd>
              {t(trains.name)}
              <small>{t(trains.reason)}</small>
            </dd>
          </div>
        </dl>
        <button type="button" className={dialogs.button} data-autofocus onClick={copy}>
          {t(isCopied ? { en: 'Copied', ko: '복사했습니다' } : { en: 'Copy versions', ko: '버전 복사' })}
        </button>
        <span className="hidden-text" role="status">
          {isCopied && t({ en: 'The versions are on the clipboard.', ko: '버전을 클립보드에 복사했습니다.' })}
        </span>
      </div>
    </section>
  )
}

function Licences({ licences }: { readonly licences: readonly Licence[] | null }) {
  const t = useText()
  const [search, setSearch] = useState('')
  const title = t({ en: 'Licences', ko: '라이선스' })
  const found = findLicences(licences ?? [], search)
  return (
    <section aria-label={title}>
      <header className={styles.head}>
        <h3>{title}</h3>
        {licences && (
          <>
            <small role="status">
              {search === ''
                ? formatCount(found.length)
                : `${formatCount(found.length)} / ${formatCount(licences.length)}`}
            </small>
            <input
              type="search"
              className={dialogs.input}
              value={search}
              placeholder={t({ en: 'Name or licence', ko: '이름이나 라이선스' })}
              aria-label={t({ en: 'Search the licences', ko: '라이선스 찾기' })}
              onChange={(event) => setSearch(event.target.value)}
            />
          </>
        )}
      </header>
      {licences === null && (
        <p>
          {t({
            en: 'Layerloom has the MIT licence. The list of the licences of all that is inside belongs to a package; this Layerloom runs from its source code.',
            ko: 'Layerloom은 MIT 라이선스입니다. 포함된 모든 것의 라이선스 목록은 설치 패키지에 들어 있으며, 지금은 소스 코드로 실행 중입니다.',
          })}
        </p>
      )}
      {licences && found.length === 0 && <p>{t({ en: 'No matches', ko: '일치하는 항목이 없습니다' })}</p>}
      {found.length > 0 && (
        <ul className={styles.list}>
          {found.map((licence) => (
            <Entry key={`${licence.name}@${licence.version}`} licence={licence} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Entry({ licence: { name, version, licence, text, file } }: { readonly licence: Licence }) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <Icon name="right" size={12} />
          <span>
            <strong>{name}</strong> {version}
          </span>
          <small>{licence}</small>
        </summary>
        {isOpen && file && (
          <p>
            {t({
              en: `The texts are in the file ${file} in the folder of the program.`,
              ko: `라이선스 전문은 프로그램 폴더의 ${file} 파일에 있습니다.`,
            })}
          </p>
        )}
        {isOpen && text && (
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keys
            tabIndex={0}
          >
            {text}
          </pre>
        )}
      </details>
    </li>
  )
}
