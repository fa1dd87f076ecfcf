/** Predicts a table into a CSV file: the table, where the file goes, progress, and what was written. */
import {
  cancelPredictedTable,
  choosePredictedTable,
  dropPredictedTable,
  predictTable,
  usePredictFile,
} from '../../state/predict-file.ts'
import { usePredictions } from '../../state/predictions.ts'
import { formatCount, formatDuration } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import styles from './predict.module.css'

export function WholeFile() {
  const t = useText()
  const run = usePredictions((s) => s.run)
  const data = usePredictFile((s) => s.data)
  const probabilities = usePredictFile((s) => s.probabilities)
  const running = usePredictFile((s) => s.running)
  const problems = usePredictFile((s) => s.problems)
  if (run === null) return null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file may be dropped anywhere here; the button does the same
    <div
      className={styles.file}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0 || running) return
        // The window leaves the file to this place.
        event.preventDefault()
        void dropPredictedTable(event.dataTransfer)
      }}
    >
      <div className={styles.steps}>
        <button
          type="button"
          className={styles.button}
          disabled={running !== null}
          onClick={() => void choosePredictedTable()}
        >
          {data
            ? t({ en: 'Another table…', ko: '다른 표…' })
            : t({ en: 'Choose a table…', ko: '표 고르기…' })}
        </button>
        <p className={styles.chosen}>
          {data ? (
            <b title={data.path}>{data.name}</b>
          ) : (
            t({
              en: 'or drop it here. It is read as the data of the run and needs no target.',
              ko: '또는 여기에 놓으세요. 학습한 데이터처럼 읽고, 타깃은 없어도 됩니다.',
            })
          )}
        </p>
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
          <button type="button" className={styles.button} onClick={() => void cancelPredictedTable()}>
            {t({ en: 'Cancel', ko: '취소' })}
          </button>
        ) : (
          <button
            type="button"
            className={styles.primary}
            disabled={!data}
            onClick={() => void predictTable(run)}
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
            : t({ en: 'Reading the table…', ko: '표를 읽는 중…' })}
        </p>
      )}
      {problems.map((each) => (
        <p key={each.en} className={styles.problem} role="alert">
          {t(each)}
        </p>
      ))}
      <Result />
    </div>
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
