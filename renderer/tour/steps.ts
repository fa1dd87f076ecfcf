/** The steps of the tour: what each says, where it stands, and what a person does in it. Data; the tour follows what is done. */
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import type { Json } from '../../shared/json.ts'
import { ladderOf } from '../../shared/signals/ladder.ts'
import type { Text } from '../../shared/text.ts'
import { type SignalsState, shownSignals } from '../signals/state.ts'
import { analysisOf } from '../state/analysis.ts'
import { useDock } from '../state/dock.ts'
import { type AppState, documentOf } from '../state/store.ts'
import { formatFigure } from '../ui/format.ts'

/** What the tour knows when it asks whether something is done. */
export interface Situation {
  readonly app: AppState
  readonly signals: SignalsState
  /** That of the hidden layers when the tour began. */
  readonly activation: Json | undefined
  /** The networks that have been trained since the tour began. */
  readonly trained: readonly TrainedNetwork[]
  /** Whether the slider over time was moved away from its end. */
  readonly hasReplayed: boolean
}
export type TrainedNetwork = 'repaired' | 'original'

export interface TourTask {
  readonly text: Text
  isDone(situation: Situation): boolean
}

export interface TourStep {
  readonly title: Text
  readonly text: (situation: Situation) => Text
  /** What the person does; the step ends when all of it is done. Without tasks it ends with Next. */
  readonly tasks: readonly TourTask[]
  /** What it points at: the first of these elements that is in view. */
  readonly anchors: readonly string[]
  /** Brings what it points at into view. */
  readonly show?: () => void
}

const activationsIn = (document: Document): readonly (Json | undefined)[] =>
  Object.values(mainNetwork(document).layers).map(({ props }) => props.activation)

/** The activation of the hidden layers, which the repair replaces. */
export const hiddenActivation = (document: Document): Json | undefined =>
  activationsIn(document).find((activation) => activation !== undefined)

/** Whether no layer has the activation that is to be replaced. */
export const isRepaired = (document: Document, activation: Json | undefined): boolean =>
  !activationsIn(document).includes(activation)

/** How many times the gradient of the last hidden layer is that of the first; null until it is known. */
function ratioOf({ app, signals }: Situation): number | null {
  const shown = shownSignals(signals, app.variant)
  return shown && (ladderOf(shown, analysisOf(app).model).change?.ratio ?? null)
}

/** A ratio at which all layers learn at about one rate. */
const LEVEL = 10

const showLadder = (): void => useDock.getState().show('signals')
const trainTask = (which: TrainedNetwork, text: Text): TourTask => ({
  text,
  isDone: ({ trained }) => trained.includes(which),
})

const DOCK = '[data-area="dock"] [role="tabpanel"]'

export const steps: readonly TourStep[] = [
  {
    title: { en: 'Look inside', ko: '안을 들여다보기' },
    text: () => ({
      en: 'These ten layers of sigmoid do not learn. Signals show why, before any training: 256 rows go through the network with its initial weights, and gradients come back.',
      ko: '이 sigmoid 층 열 개는 학습되지 않습니다. 신호를 보면 학습하기 전에 까닭을 알 수 있습니다. 행 256개가 처음 가중치의 신경망을 지나고, 기울기가 되돌아옵니다.',
    }),
    tasks: [
      {
        text: { en: 'Press Signals, or the key G', ko: '신호 또는 G 키 누르기' },
        isDone: ({ signals }) => signals.isOn,
      },
    ],
    anchors: ['[data-tour="signals"]', '[data-area="canvas"]'],
  },
  {
    title: { en: 'Read the ratio', ko: '비율 읽기' },
    text: (situation) => {
      const ratio = ratioOf(situation)
      const times = ratio === null ? '…' : formatFigure(ratio)
      return {
        en: `Each layer shows its outputs and, right of them, the gradients that arrive there. The ladder puts them side by side: at the last hidden layer the gradient is ${times} times that at the first, for which next to nothing is left.`,
        ko: `층마다 출력과 그 오른쪽에 도착한 기울기가 보입니다. 사다리 그림은 이를 나란히 보여 줍니다. 마지막 은닉층의 기울기는 첫 층의 ${times}배입니다. 첫 층에는 거의 남지 않습니다.`,
      }
    },
    tasks: [],
    anchors: ['[data-shown] [data-tour="ratio"]', '[data-tour="ratio"]', DOCK],
    show: showLadder,
  },
  {
    title: { en: 'Repair it', ko: '고치기' },
    text: () => ({
      en: 'The doctor names the first layer concerned, why, and a repair. relu lets a gradient through unchanged, and he_normal makes up for the half that it stops.',
      ko: '진단은 처음 문제가 되는 층과 까닭, 고치는 방법을 알려 줍니다. relu는 기울기를 그대로 전달하고, he_normal은 막힌 절반을 채워 줍니다.',
    }),
    tasks: [
      {
        text: {
          en: 'Press “Use relu and he_normal…” (D leads to it)',
          ko: '‘relu와 he_normal 쓰기’ 누르기 (D 키로 이동)',
        },
        isDone: ({ app, activation }) => isRepaired(documentOf(app), activation),
      },
    ],
    anchors: ['[data-doctor-card]', '[data-findings]', '[data-area="canvas"]'],
  },
  {
    title: { en: 'Train both', ko: '둘 다 학습하기' },
    text: (situation) => {
      const ratio = ratioOf(situation)
      const isLevel = ratio !== null && ratio < LEVEL
      return {
        en: `${isLevel ? `The ratio is ${formatFigure(ratio)} now: the gradients are level. ` : ''}Train the repaired network, and then as it was, to see the difference. Two or three epochs each are enough; Stop ends a run.`,
        ko: `${isLevel ? `이제 비율은 ${formatFigure(ratio)}이고 기울기가 고릅니다. ` : ''}고친 신경망과 원래 신경망을 학습해 비교해 보세요. 에포크 두세 개면 충분하고, 중지로 끝낼 수 있습니다.`,
      }
    },
    tasks: [
      trainTask('repaired', { en: 'Press Train', ko: '학습 누르기' }),
      trainTask('original', {
        en: 'Undo the repair, and press Train again',
        ko: '되돌리고 다시 학습 누르기',
      }),
    ],
    anchors: ['[data-tour="train"]'],
  },
  {
    title: { en: 'Replay it', ko: '다시 보기' },
    text: () => ({
      en: 'Each run keeps its signals from the first weights to the last. The slider goes through them, on the canvas and in the ladder. Runs (F9) has the curves of both.',
      ko: '학습마다 처음부터 마지막까지의 신호가 남습니다. 슬라이더를 움직이면 캔버스와 사다리 그림에 차례로 나타납니다. 두 곡선은 학습 기록(F9)에 있습니다.',
    }),
    tasks: [
      {
        text: { en: 'Move the slider, or press Play', ko: '슬라이더를 움직이거나 재생 누르기' },
        isDone: ({ hasReplayed }) => hasReplayed,
      },
    ],
    anchors: ['#signals-time', DOCK],
    show: showLadder,
  },
]
