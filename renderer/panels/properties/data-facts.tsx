/** What the engine has found in the data: rows, shape and target, or the number of problems. */
import { Fragment } from 'react'
import type { TargetInfo } from '../../../shared/data/data-info.ts'
import type { Text } from '../../../shared/text.ts'
import { useDock } from '../../state/dock.ts'
import { useApp } from '../../state/store.ts'
import { formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { classCounts } from './class-counts.ts'
import styles from './properties.module.css'

/** Always one line; each problem is listed under Problems. */
export function DataErrors() {
  const t = useText()
  const data = useApp((s) => s.data)
  const show = useDock((s) => s.show)
  if (data.state !== 'failed') return null
  const { length } = data.problems
  return (
    <div className={styles.failed} role="alert">
      <Icon name="error" size={14} />
      <span>
        {t({
          en: length === 1 ? '1 problem with the data' : `${length} problems with the data`,
          ko: `데이터 문제 ${length}개`,
        })}
      </span>
      <button type="button" onClick={() => show('problems')}>
        {t({ en: 'Show', ko: '보기' })}
      </button>
    </div>
  )
}

function targetText({ kind, classes: { length } }: TargetInfo): Text {
  if (kind === 'number') return { en: 'a number', ko: '숫자' }
  return kind === 'labels'
    ? { en: `${length} labels`, ko: `레이블 ${length}개` }
    : { en: `${length} classes`, ko: `클래스 ${length}개` }
}

export function DataFacts() {
  const t = useText()
  const data = useApp((s) => s.data)
  if (data.state === 'none' || data.state === 'failed') return null
  if (data.state === 'reading')
    return (
      <p className={styles.note} role="status">
        {t({ en: 'Reading the data…', ko: '데이터를 읽는 중…' })}
      </p>
    )
  const { info } = data
  const { rows, targets, weights } = info
  return (
    <>
      <dl className={styles.facts}>
        <dt>{t({ en: 'Rows', ko: '행' })}</dt>
        <dd title={t({ en: 'training / validation / test', ko: '학습 / 검증 / 테스트' })}>
          {formatCount(rows.train)} / {formatCount(rows.validation)} / {formatCount(rows.test)}
        </dd>
        <dt>{t({ en: 'One row', ko: '한 행' })}</dt>
        <dd>{`${info.shape.join(' × ')} ${info.dtype}`}</dd>
        {targets.map((target, i) => (
          <Fragment key={target.name}>
            <dt>
              {i === 0 &&
                t(targets.length > 1 ? { en: 'Targets', ko: '목표' } : { en: 'Target', ko: '목표' })}
            </dt>
            <dd title={target.counts && classCounts(target.classes, target.counts)}>
              {targets.length > 1 && `${target.name}: `}
              {t(targetText(target))}
            </dd>
          </Fragment>
        ))}
        {weights !== null && (
          <>
            <dt>{t({ en: 'Row weights', ko: '행의 가중치' })}</dt>
            <dd>{weights}</dd>
          </>
        )}
      </dl>
      {info.notes.map((note) => (
        <p key={note.en} className={styles.note}>
          {t(note)}
        </p>
      ))}
    </>
  )
}
