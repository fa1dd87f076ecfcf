/** The right of the Runs workspace: the current run, or the comparison of the chosen ones. */
import type { ReactNode } from 'react'
import type { RunInfo } from '../../../shared/ipc/contract/index.ts'
import type { Text } from '../../../shared/text.ts'
import { CopyButton } from '../../panels/copy-button.tsx'
import { showSignalsOfRun } from '../../signals/replay.ts'
import { openResults } from '../../state/evaluations.ts'
import { openRunDocument } from '../../state/run-document.ts'
import { annotate, trashRuns, useRunList } from '../../state/run-list.ts'
import { canResume } from '../../state/runs.ts'
import { useApp } from '../../state/store.ts'
import { activeRun, repeat, resume } from '../../state/training.ts'
import { focusNextFrame } from '../../ui/focus.ts'
import { formatBytes, formatCount, formatDateTime, formatDuration, formatMetric } from '../../ui/format.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import panel from '../../ui/panel.module.css'
import { useText } from '../../ui/text.ts'
import ui from '../../ui/ui.module.css'
import { ComparisonTables } from '../compare/comparison-tables.tsx'
import { countText } from '../table/group-row.tsx'
import { formatSetting, stateText } from '../table/run-format.ts'
import { type RunRow, titleOf } from '../table/run-values.ts'
import { useAllRuns, useComparedRuns, useCurrentGroup, useCurrentRun, useLines } from '../use-runs.ts'
import { MoreEpochs } from './more-epochs.tsx'
import { currentRow, RUN_NAME_ID } from './rename.ts'
import styles from './run-panel.module.css'
import { RunTexts } from './run-texts.tsx'

export function RunPanel() {
  const t = useText()
  const compared = useComparedRuns()
  const current = useCurrentRun()
  const group = useCurrentGroup()
  const lines = useLines()
  const hasChosen = useRunList((s) => s.chosen.length > 0)
  if (group && !hasChosen)
    return (
      <>
        <header className={`${panel.header} ${styles.header}`}>
          <div>
            <h2>{group.title}</h2>
            <small>{t(countText(group))}</small>
          </div>
        </header>
        <ComparisonTables lines={lines} />
      </>
    )
  if (compared.length > 1)
    return (
      <>
        <header className={`${panel.header} ${styles.header}`}>
          <h2>{t({ en: `${compared.length} runs compared`, ko: `학습 기록 ${compared.length}개 비교` })}</h2>
        </header>
        <ComparisonTables lines={lines} />
        {current && <OneRun key={current.info.run} run={current} />}
      </>
    )
  return current ? (
    <OneRun key={current.info.run} run={current} />
  ) : (
    <p className={styles.empty}>{t({ en: 'Select a run.', ko: '학습 기록을 고르세요.' })}</p>
  )
}

function OneRun({ run }: { readonly run: RunRow }) {
  const t = useText()
  const { info, annotations } = run
  return (
    <div>
      <header className={`${panel.header} ${styles.header}`}>
        <div>
          <input
            // An edit elsewhere (another window) shows its value.
            key={annotations.name}
            id={RUN_NAME_ID}
            className={styles.name}
            defaultValue={titleOf(run)}
            maxLength={200}
            aria-label={t({ en: 'Name of the run', ko: '학습 기록의 이름' })}
            onBlur={(event) => keepName(run, event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.value = titleOf(run)
              if (event.key !== 'Enter' && event.key !== 'Escape') return
              event.currentTarget.blur()
              focusNextFrame(currentRow)
            }}
          />
          <small>{t(stateText(run))}</small>
        </div>
        <button
          type="button"
          className={`${ui.iconButton} ${styles.star}`}
          aria-pressed={annotations.starred}
          aria-label={t({ en: 'Star the run', ko: '별표' })}
          onClick={() => void annotate(info.run, { starred: !annotations.starred })}
        >
          <Icon name="star" />
        </button>
      </header>
      <Actions run={run} />
      <Figures run={run} />
      <RunTexts run={run} />
      <Facts run={run} />
      <Settings run={run} />
    </div>
  )
}

/** The name of the document is no name of one's own. */
function keepName(run: RunRow, text: string): void {
  const name = text.trim() === run.info.name ? '' : text.trim()
  if (name !== run.annotations.name) void annotate(run.info.run, { name })
}

const TAKE_OFF: Text = { en: 'Take off the list', ko: '목록에서 빼기' }

function Actions({ run }: { readonly run: RunRow }) {
  const t = useText()
  const isFree = useApp((s) => s.host !== null && !s.starting && activeRun(s) === null)
  const openFile = useApp((s) => s.realPath ?? s.file.path)
  const { info, live, busy } = run
  const { owner } = info
  const path = owner && 'path' in owner && owner.path !== openFile ? owner.path : null
  const canDelete = !live && !busy
  return (
    <div className={styles.actions}>
      {run.epochsDone > 0 && (
        <Action
          icon="table"
          label={{ en: 'Results', ko: '결과' }}
          title={t({
            en: 'Evaluate, and see where it fails (Enter)',
            ko: '평가하고 어디서 틀리는지 봅니다 (Enter)',
          })}
          run={() => void openResults(info.run)}
        />
      )}
      {run.epochsDone > 0 && (
        <Action
          icon="signals"
          label={{ en: 'Signals over time', ko: '시간에 따른 신호' }}
          title={t({
            en: 'What the layers put out and which gradients arrived there, epoch by epoch',
            ko: '층의 출력과 그곳에 도착한 기울기를 에포크마다 봅니다',
          })}
          run={() => void showSignalsOfRun(info.run)}
        />
      )}
      {isFree && !busy && canResume(run) && (
        <Action icon="play" label={{ en: 'Resume', ko: '이어서 학습' }} run={() => void resume(info.run)} />
      )}
      {isFree && !busy && (
        <Action icon="reset" label={{ en: 'Run again', ko: '다시 학습' }} run={() => void repeat(info.run)} />
      )}
      {path !== null && (
        <Action
          icon="folder"
          label={{ en: 'Open its document', ko: '문서 열기' }}
          title={path}
          run={() => void openRunDocument(path)}
        />
      )}
      {canDelete && (
        <Action
          icon="trash"
          label={run.isElsewhere ? TAKE_OFF : { en: 'Delete', ko: '지우기' }}
          title={t(
            run.isElsewhere
              ? { en: 'Its folder stays where it is (Delete)', ko: '폴더는 그대로 둡니다 (Delete)' }
              : { en: 'Moves it into the trash (Delete)', ko: '휴지통으로 옮깁니다 (Delete)' },
          )}
          run={() => void trashRuns([info.run])}
        />
      )}
      {isFree && !busy && <MoreEpochs run={run} />}
    </div>
  )
}

interface ActionProps {
  readonly icon: IconName
  readonly label: Text
  readonly title?: string
  run(): void
}

function Action({ icon, label, title, run }: ActionProps) {
  const t = useText()
  return (
    <button type="button" className={styles.action} title={title} onClick={run}>
      <Icon name={icon} size={14} />
      {t(label)}
    </button>
  )
}

function Section({
  title,
  note,
  children,
}: {
  readonly title: Text
  readonly note?: Text
  readonly children: ReactNode
}) {
  const t = useText()
  return (
    <section className={panel.section}>
      <h3>
        {t(title)}
        {note && <span>{t(note)}</span>}
      </h3>
      {children}
    </section>
  )
}

function Figures({ run: { figures, result, live } }: { readonly run: RunRow }) {
  const names = Object.keys(figures)
  if (names.length === 0 || live) return null
  const { bestEpoch } = result
  return (
    <Section
      title={{ en: 'Figures', ko: '지표' }}
      note={
        bestEpoch === null
          ? { en: 'of the last epoch', ko: '마지막 에포크' }
          : { en: `of epoch ${bestEpoch}, the best`, ko: `최고 에포크 ${bestEpoch}` }
      }
    >
      <dl className={styles.facts}>
        {names.map((name) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formatMetric(figures[name])}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function Facts({ run }: { readonly run: RunRow }) {
  const t = useText()
  const language = useApp((s) => s.language)
  const { info, result, parameters, bytes, epochsDone, live } = run
  const facts: readonly (readonly [Text, string])[] = [
    [{ en: 'started', ko: '시작' }, formatDateTime(info.startedAt, language)],
    [{ en: 'duration', ko: '걸린 시간' }, live ? '–' : formatDuration(result.seconds)],
    [{ en: 'epochs', ko: '에포크' }, `${formatCount(epochsDone)} / ${formatCount(info.epochs)}`],
    [{ en: 'seed', ko: '시드' }, String(info.seed)],
    [{ en: 'parameters', ko: '파라미터' }, parameters === null ? '–' : formatCount(parameters)],
    [{ en: 'size', ko: '크기' }, bytes === 0 ? '–' : formatBytes(bytes)],
  ]
  return (
    <Section title={{ en: 'Run', ko: '학습 기록' }}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name.en}>
            <dt>{t(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {info.continues && <Continued from={info.continues} />}
      {result.reason.en !== '' && !live && <p className={styles.reason}>{t(result.reason)}</p>}
      {result.folder !== null && (
        <p className={styles.folder}>
          <code title={result.folder}>{result.folder}</code>
          <CopyButton small text={result.folder} label={t({ en: 'Copy the folder', ko: '폴더 경로 복사' })} />
        </p>
      )}
    </Section>
  )
}

/** Which run it goes on from; a press selects it. */
function Continued({ from: { run, epoch } }: { readonly from: NonNullable<RunInfo['continues']> }) {
  const t = useText()
  const first = useAllRuns().find(({ info }) => info.run === run)
  const text = t({ en: `Goes on from epoch ${epoch} of`, ko: `다음 학습의 에포크 ${epoch}에서 이어짐:` })
  return (
    <p className={styles.reason}>
      {text}{' '}
      {first ? (
        <button
          type="button"
          className={styles.link}
          onClick={() => useRunList.setState({ current: first.info.run })}
        >
          {titleOf(first)}
        </button>
      ) : (
        t({ en: 'a run that is not here any more', ko: '지금은 없는 학습 기록' })
      )}
    </p>
  )
}

function Settings({ run: { settings } }: { readonly run: RunRow }) {
  const names = Object.entries(settings)
  if (names.length === 0) return null
  return (
    <Section
      title={{ en: 'Settings', ko: '설정' }}
      note={{ en: 'others at their defaults', ko: '나머지는 기본값' }}
    >
      <dl className={styles.settings}>
        {names.map(([name, value]) => (
          <div key={name}>
            <dt title={name}>{name}</dt>
            <dd title={formatSetting(value)}>{formatSetting(value)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
