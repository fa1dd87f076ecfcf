/** The step of the tour beside what it is about. It takes no keys but Escape while it has the focus, and covers nothing that it asks for;
 *  F6 leads to it as to every area. */
import { Popover } from '@mantine/core'
import { useEffect } from 'react'
import { useSignals } from '../signals/state.ts'
import { useApp } from '../state/store.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import { endTour, goToStep, situationOf, useTour } from './state.ts'
import { steps, type TourStep } from './steps.ts'
import styles from './tour.module.css'
import { useAnchorBox } from './use-anchor-box.ts'

export function Tour() {
  const step = useTour((s) => s.step)
  const isCovered = useApp((s) => s.dialog !== null)
  useLeaveByEscape(step !== null)
  return step === null || isCovered ? null : <Step key="tour" step={step} />
}

/** Escape leaves the tour where nothing else takes it. */
function useLeaveByEscape(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return
    const onKeyDown = (event: KeyboardEvent) => {
      const isTaken = event.defaultPrevented || event.isComposing || useApp.getState().dialog !== null
      if (event.key === 'Escape' && !isTaken) endTour()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [isOn])
}

function Step({ step }: { readonly step: number }) {
  const t = useText()
  const { anchors, title } = steps[step]!
  const box = useAnchorBox(anchors)
  const place = t({ en: `Step ${step + 1} of ${steps.length}`, ko: `${steps.length}단계 중 ${step + 1}단계` })
  return (
    <Popover
      opened
      position="bottom"
      offset={10}
      width={300}
      shadow="md"
      withArrow
      withRoles={false}
      withinPortal
      zIndex={150}
      transitionProps={{ duration: 0 }}
      closeOnClickOutside={false}
      closeOnEscape={false}
      preventPositionChangeWhenVisible={false}
      middlewares={{ flip: { fallbackPlacements: ['top', 'left', 'right'] }, shift: { padding: 8 } }}
    >
      <Popover.Target>
        <div className={styles.ring} style={box} data-tour-ring aria-hidden="true" />
      </Popover.Target>
      <Popover.Dropdown
        className={styles.card}
        role="region"
        aria-label={t({ en: 'Tour', ko: '둘러보기' })}
        data-area="tour"
      >
        <div className={styles.head}>
          <span>{place}</span>
          <button
            type="button"
            className={ui.iconButton}
            aria-label={t({ en: 'Leave the tour', ko: '둘러보기 끝내기' })}
            title={t({ en: 'Leave the tour (Esc)', ko: '둘러보기 끝내기 (Esc)' })}
            onClick={endTour}
          >
            <Icon name="close" size={12} />
          </button>
        </div>
        <div role="status">
          <strong className={styles.title}>{t(title)}</strong>
          <StepText step={steps[step]!} />
        </div>
        <Buttons step={step} />
      </Popover.Dropdown>
    </Popover>
  )
}

function StepText({ step: { text, tasks } }: { readonly step: TourStep }) {
  const t = useText()
  // Whatever a step looks at has changed then.
  useApp()
  useSignals()
  const situation = situationOf(useTour())
  return (
    <>
      <p>{t(text(situation))}</p>
      {tasks.length > 0 && (
        <ul className={styles.tasks}>
          {tasks.map((task) => {
            const isDone = task.isDone(situation)
            return (
              <li key={task.text.en} data-done={isDone || undefined}>
                <span className={styles.tick}>{isDone && <Icon name="check" size={11} />}</span>
                {t(task.text)}
                {isDone && <span className="hidden-text">{t({ en: ', done', ko: ', 완료' })}</span>}
              </li>
            )
          })}
        </ul>
      )}
    </>
  )
}

function Buttons({ step }: { readonly step: number }) {
  const t = useText()
  const isLast = step === steps.length - 1
  return (
    <div className={styles.buttons}>
      <button
        type="button"
        className={styles.button}
        disabled={step === 0}
        onClick={() => goToStep(step - 1)}
      >
        {t({ en: 'Back', ko: '이전' })}
      </button>
      <button
        type="button"
        className={styles.button}
        data-kind="main"
        ref={focusOnce}
        onClick={() => goToStep(step + 1)}
      >
        {isLast ? t({ en: 'Done', ko: '마침' }) : t({ en: 'Next', ko: '다음' })}
      </button>
    </div>
  )
}

/** The first step takes the focus; the others leave it to what a person does. */
const focusOnce = (button: HTMLButtonElement | null): void => {
  if (useTour.getState().step === 0) button?.focus({ preventScroll: true })
}
