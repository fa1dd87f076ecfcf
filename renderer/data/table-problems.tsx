/** Why the table could not be read, in the middle of the workspace. The reader options stay usable. */
import { chooseData } from '../state/choose-data.ts'
import { isMissingFile } from '../state/moved-data.ts'
import { useTable } from '../state/table.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import { MovedFile } from './moved-file.tsx'
import panel from './panel.module.css'
import styles from './table-problems.module.css'

/** More would push the options out of sight; the dock lists all. */
const MAX_SHOWN = 20

export function TableProblems() {
  const t = useText()
  const problems = useTable((s) => s.problems)
  const missing = problems.find(isMissingFile)
  const known = useTable((s) => s.profile !== null)
  return (
    <div
      className={styles.failed}
      data-alone={known ? undefined : true}
      // Without columns, it is where the focus goes.
      data-focus={known ? undefined : 'columns'}
      role="alert"
    >
      <h2>
        <Icon name="error" />
        {missing
          ? t({ en: 'The file is not where it was', ko: '파일이 있던 곳에 없습니다' })
          : t({ en: 'The table cannot be read like this', ko: '표를 이대로는 읽을 수 없습니다' })}
      </h2>
      <ul>
        {problems.slice(0, MAX_SHOWN).map((problem) => (
          <li key={`${problem.code} ${problem.message.en}`}>{t(problem.message)}</li>
        ))}
      </ul>
      <div>
        {missing && <MovedFile problem={missing} />}
        <button type="button" className={panel.button} onClick={() => void chooseData()}>
          {t({ en: 'Choose another file…', ko: '다른 파일 고르기…' })}
        </button>
      </div>
    </div>
  )
}
