/** Shows the optimizers of a set, and trains the network once with each. */
import { optimizers } from '../../shared/catalog/optimizers/index.ts'
import { SET_OPTIMIZERS } from '../../shared/document/run-set.ts'
import { type Config, getMember, nonDefaultProps } from '../../shared/fields/index.ts'
import { trainOptimizers } from '../state/run-sets.ts'
import { useApp } from '../state/store.ts'
import { useText } from '../ui/text.ts'
import { Dialog } from './dialog.tsx'
import styles from './dialogs.module.css'

/** 'SGD(learning_rate=0.01, momentum=0.9)': the rate, and what is not at its default. */
function callOf(optimizer: Config): string {
  const { keras, type, fields } = getMember(optimizers, optimizer)
  const own = { learning_rate: optimizer.learning_rate, ...nonDefaultProps(fields, optimizer) }
  const list = Object.entries(own).map(([name, value]) => `${name}=${value === true ? 'True' : value}`)
  return `${(keras ?? type).replace('optimizers.', '')}(${list.join(', ')})`
}

export function OptimizersDialog() {
  const t = useText()
  const close = () => useApp.setState({ dialog: null })
  const count = SET_OPTIMIZERS.length
  return (
    <Dialog title={t({ en: 'Compare optimizers', ko: '최적화 알고리즘 비교' })} onClose={close}>
      <p>
        {t({
          en: `The shown network is trained once with each of ${count} optimizers: from the same weights, with the same rows in the same order. Their curves grow side by side in Runs.`,
          ko: `보이는 신경망을 최적화 알고리즘 ${count}개로 한 번씩 학습합니다. 처음 가중치와 행, 행의 순서는 모두 같습니다. 곡선은 학습 기록에 나란히 그려집니다.`,
        })}
      </p>
      <dl className={styles.terms}>
        {SET_OPTIMIZERS.map(({ name, optimizer }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{callOf(optimizer)}</dd>
          </div>
        ))}
      </dl>
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
          onClick={() => {
            close()
            void trainOptimizers()
          }}
        >
          {t({ en: `Train ${count} runs`, ko: `${count}번 학습` })}
        </button>
      </div>
    </Dialog>
  )
}
