/** What becomes of a column: chips for its steps, dashed where they are suggested, or why it is left out. */
import { listsLabels } from '../../../shared/data/steps/multi-label.ts'
import { reasonTexts } from '../../../shared/data/suggest/texts.ts'
import type { Text } from '../../../shared/text.ts'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import type { ColumnView } from './column-view.ts'
import styles from './columns.module.css'
import { stepText } from './step-texts.ts'

interface Props {
  readonly view: ColumnView
  readonly classes: readonly string[]
  /** Numbers without steps of their own are standardized. */
  readonly standardizes: boolean
}

export function Preparation({ view, classes, standardizes }: Props) {
  const t = useText()
  const { role, roleIsSet, steps, stepsAreSet, reason, profile } = view
  if (role === 'ignore')
    return <span className={styles.note}>{t(reason === null ? NOT_USED : reasonTexts[reason])}</span>
  if (role === 'label') return <Chip own text={{ en: '0 or 1', ko: '0 또는 1' }} />
  if (role === 'weight') return <Chip own text={{ en: 'weight of the row', ko: '행의 가중치' }} />
  if (role === 'target')
    return (
      <>
        <Chip own={roleIsSet} text={targetText(view, classes)} />
        {steps.map((step) => (
          <Chip key={step.type} own={stepsAreSet} text={stepText(step, view)} />
        ))}
      </>
    )
  if (steps.length > 0)
    return steps.map((step) => <Chip key={step.type} own={stepsAreSet} text={stepText(step, view)} />)
  if (!stepsAreSet && profile.type === 'number' && standardizes)
    return <Chip own={false} text={{ en: 'standardize', ko: '표준화' }} />
  if (profile.type === 'boolean')
    return <Chip own={stepsAreSet} text={{ en: 'yes/no → 1/0', ko: '예/아니요 → 1/0' }} />
  return <span className={styles.note}>{t({ en: 'as it is', ko: '그대로' })}</span>
}

function targetText({ steps, profile }: ColumnView, classes: readonly string[]): Text {
  if (listsLabels(steps)) {
    const known = profile.labels?.sep === steps[0]!.sep ? profile.labels?.distinct : undefined
    return known === undefined
      ? { en: 'labels', ko: '레이블' }
      : { en: `${formatCount(known)} labels`, ko: `레이블 ${formatCount(known)}개` }
  }
  return classes.length > 0
    ? { en: `${classes.length} classes`, ko: `클래스 ${classes.length}개` }
    : { en: 'a number', ko: '숫자' }
}

const NOT_USED: Text = { en: 'not used', ko: '쓰지 않음' }

function Chip({ text, own }: { readonly text: Text; readonly own: boolean }) {
  const t = useText()
  return (
    <span className={styles.chip} data-own={own || undefined}>
      {t(text)}
    </span>
  )
}
