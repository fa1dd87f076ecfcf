/** The learning-rate range test: a few steps at increasing rates, the curve of their losses, and the suggested rate. */
import { labels, setTraining } from '../../shared/document/edits.ts'
import { useApp } from '../state/store.ts'
import { useText } from '../ui/text.ts'
import { Dialog } from './dialog.tsx'
import styles from './dialogs.module.css'
import { RateCurve } from './rate-curve.tsx'
import { TrialFrame } from './trial-frame.tsx'
import { useTrial } from './use-trial.ts'

const PATH = 'optimizer.learning_rate'
/** The rate with the smallest loss, which is ten times the suggested one. */
const rateOfMinLoss = (suggested: number): number => Number((suggested * 10).toPrecision(2))

/** Focuses the button when it is mounted, which is after the dialog has opened. */
const focusOnMount = (button: HTMLButtonElement | null) => button?.focus()

export function RateDialog() {
  const t = useText()
  const trial = useTrial('rates')
  const close = () => useApp.setState({ dialog: null })
  const applyRate = (rate: number) => {
    useApp.getState().edit(labels.setTraining(PATH), (d) => setTraining(d, PATH, rate))
    close()
  }
  return (
    <Dialog title={t({ en: 'Find a learning rate', ko: '학습률 찾기' })} size={620} onClose={close}>
      <TrialFrame
        trial={trial}
        progressText={{
          en: 'Training a few steps with learning rates from 0.000001 to 10…',
          ko: '학습률 0.000001부터 10까지 몇 스텝씩 학습하는 중…',
        }}
      >
        {({ losses, suggested }) => (
          <>
            <RateCurve losses={losses} suggested={suggested} />
            <p>
              {suggested === null
                ? t({
                    en: 'The loss did not decrease at any learning rate. Check the network and the data first.',
                    ko: '어느 학습률에서도 손실이 줄지 않았습니다. 신경망과 데이터를 먼저 살펴보세요.',
                  })
                : t({
                    en: `The loss is smallest near ${rateOfMinLoss(suggested)}; a tenth of that trains well and stays stable.`,
                    ko: `손실은 ${rateOfMinLoss(suggested)} 근처에서 가장 작습니다. 그 10분의 1이면 안정적으로 잘 학습합니다.`,
                  })}
            </p>
            <div className={styles.buttons}>
              <span className={styles.fill} />
              <button type="button" className={styles.button} onClick={close}>
                {t({ en: 'Close', ko: '닫기' })}
              </button>
              {suggested !== null && (
                <button
                  type="button"
                  className={styles.button}
                  data-kind="main"
                  ref={focusOnMount}
                  onClick={() => applyRate(suggested)}
                >
                  {t({ en: `Use ${suggested}`, ko: `${suggested} 쓰기` })}
                </button>
              )}
            </div>
          </>
        )}
      </TrialFrame>
    </Dialog>
  )
}
