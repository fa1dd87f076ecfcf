/** The left of the Data workspace: the source, how it is read, and other data. */
import type { ReactNode } from 'react'
import { csv } from '../../../shared/data/sources/csv.ts'
import { dataSources } from '../../../shared/data/sources/index.ts'
import { fileFields } from '../../../shared/document/data-paths.ts'
import { getMember } from '../../../shared/fields/index.ts'
import { applySample } from '../../state/apply-data.ts'
import { ADD_FILE, addTableFile, chooseData } from '../../state/choose-data.ts'
import { reloadData } from '../../state/data.ts'
import { nameOf } from '../../state/names.ts'
import { useApp, useDocument } from '../../state/store.ts'
import { isTable, reloadTable, useTable } from '../../state/table.ts'
import { formatBytes, formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import styles from '../panel.module.css'
import { ReadOptions } from './read-options.tsx'
import source from './source.module.css'

export function SourcePanel() {
  const t = useText()
  const { data } = useDocument()
  return (
    <>
      <header className={styles.header}>
        <div>
          <h2>{t({ en: 'Source', ko: '원본' })}</h2>
          <small>
            {data === null
              ? t({ en: 'No data yet', ko: '아직 데이터가 없습니다' })
              : t({ en: 'The network learns from it', ko: '신경망이 여기서 학습합니다' })}
          </small>
        </div>
      </header>
      {data !== null && <File />}
      {isTable(data) && <ReadOptions />}
      <Others />
    </>
  )
}

function File() {
  const t = useText()
  const data = useDocument().data!
  const profile = useTable((s) => s.profile)
  const isUnreadable = useTable((s) => s.profile === null && s.problems.length > 0)
  const { title } = getMember(dataSources, data.source)
  const paths = fileFields(data.source).map(({ path }) => path)
  const name = paths.length > 0 ? paths.map(nameOf).join(', ') : t(title)
  const size = profile ? ` · ${formatBytes(profile.bytes)}` : ''
  return (
    <section className={styles.section}>
      <div className={source.file}>
        <Icon name={isTable(data) ? 'table' : 'picture'} size={18} />
        <div>
          <b title={paths.join('\n')}>{name}</b>
          {paths.length > 0 && <small>{`${t(title)}${size}`}</small>}
        </div>
      </div>
      {isTable(data) && !isUnreadable && <TableFacts />}
      <div className={source.two}>
        <button type="button" className={styles.button} onClick={() => void chooseData()}>
          {t({ en: 'Replace…', ko: '바꾸기…' })}
        </button>
        <button
          type="button"
          className={styles.button}
          onClick={() => {
            reloadData()
            reloadTable()
          }}
        >
          {t({ en: 'Read again', ko: '다시 읽기' })}
        </button>
      </div>
    </section>
  )
}

/** While the table is read, the facts have their places already. */
function TableFacts() {
  const t = useText()
  const profile = useTable((s) => s.profile)
  const failed = useTable((s) => s.problems.length > 0)
  const estimate = profile?.estimatedRows
  const missing = profile?.columns.reduce((sum, column) => sum + column.missing, 0) ?? 0
  const cells = profile ? profile.rows * profile.columns.length : 0
  const value = (text: string): ReactNode => (profile ? text : <span className={source.line} />)
  /** Not known from the first lines. */
  const whole = (text: string): ReactNode =>
    estimate === undefined ? value(text) : <span className={source.line} />
  if (failed && !profile) return null
  return (
    <dl className={styles.facts}>
      <dt>{t({ en: 'Rows', ko: '행' })}</dt>
      <dd>
        {estimate === undefined
          ? value(formatCount(profile?.rows ?? 0))
          : t({ en: `about ${formatCount(estimate)}`, ko: `약 ${formatCount(estimate)}` })}
      </dd>
      <dt>{t({ en: 'Columns', ko: '열' })}</dt>
      <dd>{value(formatCount(profile?.columns.length ?? 0))}</dd>
      <dt>{t({ en: 'Cells missing', ko: '빈 셀' })}</dt>
      <dd>
        {whole(
          t({
            en: `${formatCount(missing)} of ${formatCount(cells)}`,
            ko: `${formatCount(cells)}개 중 ${formatCount(missing)}`,
          }),
        )}
      </dd>
      <dt>{t({ en: 'Duplicate rows', ko: '중복 행' })}</dt>
      <dd>{whole(formatCount(profile?.duplicates ?? 0))}</dd>
      {profile && profile.sampled !== null && (
        <>
          <dt>{t({ en: 'Statistics of', ko: '통계에 쓴 행' })}</dt>
          <dd>
            {t({ en: `${formatCount(profile.sampled)} rows`, ko: `${formatCount(profile.sampled)}행` })}
          </dd>
        </>
      )}
    </dl>
  )
}

function Others() {
  const t = useText()
  const canOpen = useApp((s) => s.host !== null)
  const { data } = useDocument()
  return (
    <section className={styles.section} data-last>
      <h3>
        {data === null
          ? t({ en: 'Choose data', ko: '데이터 고르기' })
          : t({ en: 'Other data', ko: '다른 데이터' })}
        <span className={source.drop}>{t({ en: 'or drop it on the window', ko: '창에 놓아도 됩니다' })}</span>
      </h3>
      <button type="button" className={source.other} disabled={!canOpen} onClick={() => void chooseData()}>
        <Icon name="folder" />
        {t({ en: 'Open a file…', ko: '파일 열기…' })}
      </button>
      {data?.source.type === csv.type && (
        <button
          type="button"
          className={source.other}
          disabled={!canOpen}
          title={t({
            en: 'A file with the same columns; its rows follow.',
            ko: '열이 같은 파일. 그 행이 이어집니다.',
          })}
          onClick={() => void addTableFile()}
        >
          <Icon name="plus" />
          {t(ADD_FILE)}
        </button>
      )}
      <button type="button" className={source.other} disabled={!canOpen} onClick={() => applySample()}>
        <Icon name="book" />
        {t({ en: 'Sample', ko: '예제' })}
        <small>{t({ en: 'Fashion-MNIST', ko: 'Fashion-MNIST' })}</small>
      </button>
    </section>
  )
}
