/** Data that is no table: its pictures, its size, its classes and how the split divides them. */
import { type ReactNode, useMemo, useRef, useState } from 'react'
import type { DataInfo, TargetInfo } from '../../shared/data/data-info.ts'
import type { DataReference } from '../../shared/data/data-reference.ts'
import { classTotals } from '../../shared/data/parts.ts'
import { type PictureSize, pictureSize } from '../../shared/data/pictures.ts'
import { withDataFix } from '../../shared/model/data-fixes.ts'
import type { ProblemData } from '../../shared/problem.ts'
import { applyFix } from '../problems/problem-list.tsx'
import { type Marks, marksByKey, toggleExcluded } from '../rows/mark-edits.ts'
import { isMissingFile } from '../state/moved-data.ts'
import { useApp, useDocument } from '../state/store.ts'
import { formatCount } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import { classColor } from './class-color.ts'
import { hasNetwork } from './columns/accept.ts'
import bar from './columns/suggestion-bar.module.css'
import { useFollowingStep } from './columns/suggestion-bar.tsx'
import { MovedFile } from './moved-file.tsx'
import styles from './other-data.module.css'
import panel from './panel.module.css'
import { PictureGrid } from './pictures/picture-grid.tsx'
import { SelectedPicture } from './pictures/selected-picture.tsx'
import { usePictures } from './pictures/use-pictures.ts'
import { SplitBalance } from './rows/split-balance.tsx'
import { useLastInfo } from './use-last-info.ts'

/** A browser limits the height of an element. */
const MAX_PICTURES = 1_000_000

export function OtherData() {
  return (
    <>
      <NextStep />
      <Content />
    </>
  )
}

function Content() {
  const t = useText()
  const data = useApp((s) => s.data)
  const reference = useDocument().data!
  const info = useLastInfo(reference.source)
  if (data.state === 'failed') return <Failed problems={data.problems} />
  if (!info)
    return (
      <Alone>
        <p className={styles.quiet} role="status">
          {t({ en: 'Reading the data…', ko: '데이터를 읽는 중…' })}
        </p>
      </Alone>
    )
  const size = pictureSize(info.shape)
  return size ? (
    <WithPictures key={`${size.height} ${size.width}`} data={reference} info={info} size={size} />
  ) : (
    <Alone>
      <Facts info={info} />
    </Alone>
  )
}

/** The whole middle. The focus of the workspace waits here for what follows, and its keys scroll it. */
const Alone = ({ children }: { readonly children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll it
  <div className={styles.alone} data-focus="columns" tabIndex={0}>
    {children}
  </div>
)

/** What the network needs for this data: to be drawn, or to have its first problem mended. */
function NextStep() {
  const t = useText()
  const drawn = useApp(hasNetwork)
  const step = useFollowingStep()
  if (!step) return null
  return (
    <div className={bar.bar} data-open>
      <Icon name="hint" />
      <p>
        {drawn
          ? t({
              en: 'The network does not fit this data yet.',
              ko: '신경망이 아직 이 데이터에 맞지 않습니다.',
            })
          : t({ en: 'No network is drawn yet.', ko: '아직 그린 신경망이 없습니다.' })}
      </p>
      <button type="button" className={bar.use} onClick={step.run}>
        {t(step.label)}
      </button>
    </div>
  )
}

interface PicturesProps {
  readonly data: DataReference
  readonly info: DataInfo
  readonly size: PictureSize
}

function WithPictures({ data, info, size }: PicturesProps) {
  const count = Math.min(countOf(info), MAX_PICTURES)
  const { windows, isStroke } = usePictures(data, count, size)
  const [active, setActive] = useState<number | null>(null)
  const selected = active === null ? undefined : windows.row(active)
  const { name: target, classes } = info.targets[0]
  const marks = useMarks(data)
  const root = useRef<HTMLDivElement>(null)
  const onMark = (mark: 'exclude' | 'relabel') => {
    if (active === null) return
    if (mark === 'exclude') toggleExcluded(active, marks)
    else root.current?.querySelector<HTMLElement>('[data-right-label]')?.focus()
  }
  return (
    <div ref={root} className={styles.both}>
      <PictureGrid
        count={count}
        pictures={windows}
        size={size}
        isStroke={isStroke}
        classes={classes}
        active={active}
        onActivate={setActive}
        marks={marks}
        target={target}
        onMark={onMark}
      />
      <div className={styles.facts}>
        {active !== null && selected && (
          <SelectedPicture
            row={active}
            picture={selected}
            name={classes[selected.label] ?? String(selected.label)}
            size={size}
            isStroke={isStroke}
            target={target}
            classes={classes}
            marks={marks}
            onLeave={() => root.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()}
          />
        )}
        <Facts info={info} />
      </div>
    </div>
  )
}

const useMarks = ({ marks }: DataReference): Marks => useMemo(() => marksByKey(marks), [marks])

/** Rows of the source, of which marks leave some out of the parts. */
const countOf = ({ rows, drawn }: DataInfo): number => {
  const { train, validation, test } = drawn?.rows ?? rows
  return train + validation + test
}

function Facts({ info }: { readonly info: DataInfo }) {
  const t = useText()
  return (
    <>
      <section className={panel.section}>
        <h3>{info.title}</h3>
        <dl className={panel.facts}>
          <dt>{t({ en: 'Rows', ko: '행' })}</dt>
          <dd>{formatCount(countOf(info))}</dd>
          <dt>{t({ en: 'One row', ko: '한 행' })}</dt>
          <dd>{`${info.shape.join(' × ')} ${info.dtype}`}</dd>
          <dt>{t({ en: 'Classes', ko: '클래스' })}</dt>
          <dd>{formatCount(info.targets[0].classes.length)}</dd>
        </dl>
        {info.notes.map((note) => (
          <p key={note.en} className={panel.note}>
            {t(note)}
          </p>
        ))}
      </section>
      <section className={panel.section}>
        <h3>{t({ en: 'Rows by class', ko: '클래스별 행' })}</h3>
        <Classes target={info.targets[0]} />
      </section>
      <SplitBalance />
    </>
  )
}

function Classes({ target: { classes, counts } }: { readonly target: TargetInfo }) {
  const totals = useMemo(() => (counts ? classTotals(counts) : []), [counts])
  const greatest = Math.max(1, ...totals)
  return (
    <ul className={styles.classes}>
      {classes.map((name, i) => (
        <li key={name}>
          <i style={{ background: classColor(i) }} />
          <span title={name}>{name}</span>
          {totals[i] !== undefined && (
            <>
              <i className={styles.bar} style={{ width: `${(44 * totals[i]) / greatest}px` }} />
              <b>{formatCount(totals[i])}</b>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function Failed({ problems }: { readonly problems: readonly ProblemData[] }) {
  const t = useText()
  return (
    <Alone>
      <ul className={styles.failed} role="alert">
        {problems.map(withDataFix).map((problem) => (
          <li key={`${problem.code} ${problem.message.en}`}>
            <Icon name="error" size={14} />
            {t(problem.message)}
            {isMissingFile(problem) && <MovedFile problem={problem} />}
            {problem.fix && (
              <button type="button" className={panel.button} onClick={() => applyFix(problem)}>
                {t(problem.fix.label)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Alone>
  )
}
