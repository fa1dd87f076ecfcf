/** Predicts a table or pictures into a CSV file: what is read, where the file goes, progress, and what was written. */
import type { Text } from '../../../shared/text.ts'
import {
  cancelPredictedFile,
  choosePredictedFile,
  choosePredictedLabels,
  dropPredictedFiles,
  type PredictedKind,
  predictChosenFile,
  removePredictedLabels,
  usePredictFile,
} from '../../state/predict-file.ts'
import { usePredictions } from '../../state/predictions.ts'
import buttons from '../../ui/button.module.css'
import { formatCount, formatDuration } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import shared from './predict.module.css'
import styles from './whole-file.module.css'

const TEXTS: {
  readonly [K in PredictedKind]: { readonly [key in 'choose' | 'another' | 'hint' | 'reading']: Text }
} = {
  table: {
    choose: { en: 'Choose a table…', ko: '표 고르기…' },
    another: { en: 'Another table…', ko: '다른 표…' },
    hint: {
      en: 'or drop it here. It is read as the data of the run and needs no target.',
      ko: '또는 여기에 놓으세요. 학습한 데이터처럼 읽고, 타깃은 없어도 됩니다.',
    },
    reading: { en: 'Reading the table…', ko: '표를 읽는 중…' },
  },
  idx: {
    choose: { en: 'Choose pictures…', ko: '그림 고르기…' },
    another: { en: 'Other pictures…', ko: '다른 그림…' },
    hint: {
      en: 'or drop them here: an IDX file of pictures of the size that the network was trained on. Labels are not needed.',
      ko: '또는 여기에 놓으세요. 학습한 그림과 크기가 같은 IDX 파일입니다. 레이블은 없어도 됩니다.',
    },
    reading: { en: 'Opening the pictures…', ko: '그림을 여는 중…' },
  },
}

export function WholeFile() {
  const t = useText()
  const run = usePredictions((s) => s.run)
  const kind = usePredictions((s): PredictedKind | null =>
    s.inputs === null ? null : s.inputs.columns === null ? 'idx' : 'table',
  )
  const chosen = usePredictFile((s) => s.data)
  const probabilities = usePredictFile((s) => s.probabilities)
  const running = usePredictFile((s) => s.running)
  const problems = usePredictFile((s) => s.problems)
  if (run === null || kind === null) return null
  const texts = TEXTS[kind]
  // What was chosen for a network of the other kind stays for it.
  const data = chosen?.kind === kind ? chosen : null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file may be dropped anywhere here; the button does the same
    <div
      className={styles.file}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0 || running) return
        // The window leaves the file to this place.
        event.preventDefault()
        void dropPredictedFiles(event.dataTransfer, kind)
      }}
    >
      <div className={`${styles.steps} ${shared.checks}`}>
        <button
          type="button"
          className={buttons.button}
          disabled={running !== null}
          onClick={() => void choosePredictedFile(kind)}
        >
          {t(data ? texts.another : texts.choose)}
        </button>
        <p className={styles.chosen}>{data ? <b title={data.path}>{data.name}</b> : t(texts.hint)}</p>
        {kind === 'idx' && data && <Labels isDisabled={running !== null} />}
        <label>
          <input
            type="checkbox"
            checked={probabilities}
            disabled={running !== null}
            onChange={({ currentTarget }) =>
              usePredictFile.setState({ probabilities: currentTarget.checked })
            }
          />
          {t({ en: 'with the probability of each class', ko: '클래스마다 확률 포함' })}
        </label>
        {running ? (
          <button type="button" className={buttons.button} onClick={() => void cancelPredictedFile()}>
            {t({ en: 'Cancel', ko: '취소' })}
          </button>
        ) : (
          <button
            type="button"
            className={buttons.primary}
            disabled={!data}
            onClick={() => void predictChosenFile(run)}
          >
            {t({ en: 'Predict into a CSV file…', ko: 'CSV 파일로 예측…' })}
          </button>
        )}
      </div>
      {running && (
        <p className={styles.progress} role="status">
          <progress value={running.done} max={running.total || undefined} />
          {running.total > 0
            ? t({
                en: `${formatCount(running.done)} of ${formatCount(running.total)} rows`,
                ko: `${formatCount(running.total)}행 중 ${formatCount(running.done)}행`,
              })
            : t(texts.reading)}
        </p>
      )}
      {problems.map((each) => (
        <p key={each.en} className={shared.problem} role="alert">
          {t(each)}
        </p>
      ))}
      <Result />
    </div>
  )
}

/** The file of the true classes, which are written beside the predictions. */
function Labels({ isDisabled }: { readonly isDisabled: boolean }) {
  const t = useText()
  const labels = usePredictFile((s) => s.labels)
  return (
    <>
      <button
        type="button"
        className={buttons.button}
        disabled={isDisabled}
        onClick={() => void choosePredictedLabels()}
      >
        {t({ en: 'Their labels…', ko: '그림의 레이블…' })}
      </button>
      {labels && (
        <p className={styles.chosen}>
          <b title={labels.path}>{labels.name}</b>{' '}
          <button
            type="button"
            className={buttons.button}
            disabled={isDisabled}
            onClick={removePredictedLabels}
          >
            {t({ en: 'Without labels', ko: '레이블 없이' })}
          </button>
        </p>
      )}
    </>
  )
}

const MAX_COLUMNS = 6

function Result() {
  const t = useText()
  const result = usePredictFile((s) => s.result)
  if (!result) return null
  const { rows, out, columns, unpredicted, seconds } = result
  const more = columns.length - MAX_COLUMNS
  const names = columns.slice(0, MAX_COLUMNS).join(', ') + (more > 0 ? ` … (+${more})` : '')
  return (
    <div className={styles.result} role="status">
      <p>
        <b>
          {t({
            en: `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'} predicted in ${formatDuration(seconds)}.`,
            ko: `${formatCount(rows)}행을 ${formatDuration(seconds)} 동안 예측했습니다.`,
          })}
        </b>{' '}
        <code>{out}</code>
      </p>
      <p>{t({ en: `Columns added: ${names}`, ko: `더한 열: ${names}` })}</p>
      {unpredicted.length > 0 && (
        <ul>
          {unpredicted.map(({ column, rows: count, first, unit }) => (
            <li key={column}>
              {t({
                en: `${formatCount(count)} ${count === 1 ? 'row has' : 'rows have'} no prediction because of ${column}, the first ${unit === 'line' ? 'on line' : 'in row'} ${formatCount(first)}: its value is missing, or its steps leave the row out.`,
                ko: `${column} 열 때문에 ${formatCount(count)}행은 예측하지 않았습니다(처음은 ${formatCount(first)}${unit === 'line' ? '번째 줄' : '번째 행'}). 값이 없거나 단계가 그 행을 뺍니다.`,
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
