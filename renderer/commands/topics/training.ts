/** Commands for training: start, stop, resume, and trials before it. */

import { foldCount } from '../../../shared/document/run-set.ts'
import type { RunId } from '../../../shared/ipc/contract/index.ts'
import { hasError } from '../../../shared/problem.ts'
import { problemList } from '../../problems/current-problems.ts'
import { chooseData } from '../../state/choose-data.ts'
import { openRunFolder } from '../../state/run-folder.ts'
import { stopOrAsk, trainFolds } from '../../state/run-sets.ts'
import { canResume } from '../../state/runs.ts'
import { type AppState, documentOf, useApp } from '../../state/store.ts'
import { type SubjectRun, subjectRun } from '../../state/subject-run.ts'
import { activeRun, MORE_EPOCHS_ID, pause, repeat, resume, train } from '../../state/training.ts'
import { showProblems } from '../../state/workspace.ts'
import { focusNextFrame } from '../../ui/focus.ts'
import { type Command, inWorkspace } from '../command.ts'
import { app, hasNodes } from '../state.ts'

/** The run that can be resumed or repeated now. */
const startableRun = (s: AppState): SubjectRun | null =>
  s.host !== null && !s.starting && activeRun(s) === null ? subjectRun(s) : null

/** Calls a function with the id of the run that commands act on. */
const onSubject = (start: (run: RunId | undefined) => unknown) => () => start(subjectRun(app())?.info.run)

/** Whether a trial of a few training steps can run now. */
const canRunTrial = (s: AppState) =>
  s.host !== null &&
  !s.starting &&
  activeRun(s) === null &&
  s.data.state === 'ready' &&
  !hasError(problemList(s))

/** Starts a training; shows the problems of a network with errors, or asks for data when there is none. */
function trainOrShowProblems(start: () => unknown): unknown {
  if (hasError(problemList(app()))) return showProblems()
  return app().data.state === 'none' ? chooseData() : start()
}

const canTrain = (s: AppState) => s.host !== null && !s.starting && activeRun(s) === null && hasNodes(s)

export const trainingCommands: readonly Command[] = [
  {
    id: 'train',
    title: { en: 'Train', ko: '학습' },
    shortcuts: ['Mod+Enter'],
    whileTyping: true,
    enabled: canTrain,
    run: () => trainOrShowProblems(train),
  },
  {
    id: 'train-folds',
    title: { en: 'Train all folds', ko: '모든 폴드 학습' },
    shortcuts: ['Mod+Alt+K'],
    whileTyping: true,
    enabled: (s) => canTrain(s) && foldCount(documentOf(s)) !== null,
    run: () => trainOrShowProblems(trainFolds),
  },
  {
    id: 'train-seeds',
    title: { en: 'Train with several seeds…', ko: '여러 시드로 학습…' },
    shortcuts: [],
    enabled: canTrain,
    run: () => trainOrShowProblems(() => useApp.setState({ dialog: { kind: 'seeds' } })),
  },
  {
    id: 'train-optimizers',
    title: { en: 'Compare optimizers…', ko: '최적화 알고리즘 비교…' },
    shortcuts: [],
    enabled: canTrain,
    run: () => trainOrShowProblems(() => useApp.setState({ dialog: { kind: 'optimizers' } })),
  },
  {
    id: 'stop',
    title: { en: 'Stop training', ko: '학습 중지' },
    shortcuts: ['Mod+.'],
    whileTyping: true,
    enabled: (s) => activeRun(s) !== null,
    run: stopOrAsk,
  },
  {
    id: 'pause',
    title: { en: 'Pause training', ko: '학습 일시 중지' },
    shortcuts: ['Mod+Alt+P'],
    whileTyping: true,
    enabled: (s) => ['training', 'validating'].includes(activeRun(s)?.state ?? ''),
    run: () => pause(),
  },
  {
    id: 'resume',
    title: { en: 'Resume training', ko: '이어서 학습' },
    shortcuts: ['Mod+Shift+Enter'],
    whileTyping: true,
    enabled: (s) => {
      const run = startableRun(s)
      return run !== null && canResume(run)
    },
    run: onSubject(resume),
  },
  {
    id: 'repeat',
    title: { en: 'Run again with the same seed and data', ko: '같은 시드와 데이터로 다시 학습' },
    shortcuts: ['Mod+Alt+Enter'],
    whileTyping: true,
    enabled: (s) => startableRun(s)?.result?.folder != null,
    run: onSubject(repeat),
  },
  inWorkspace('runs', {
    id: 'more-epochs',
    title: { en: 'Train more epochs after the run…', ko: '학습에 에포크 더하기…' },
    shortcuts: [],
    enabled: (s) => s.host !== null && !s.starting && activeRun(s) === null,
    run: () => focusNextFrame(() => document.getElementById(MORE_EPOCHS_ID)),
  }),
  {
    id: 'open-run-folder',
    title: { en: 'Open run folder…', ko: '학습 기록 폴더 열기…' },
    shortcuts: [],
    enabled: (s) => s.host !== null && s.lostConnection === null,
    run: openRunFolder,
  },
  {
    id: 'runs-of',
    title: { en: 'Show runs of another document…', ko: '다른 문서의 학습 기록…' },
    shortcuts: [],
    enabled: (s) => s.host !== null && s.lostConnection === null,
    run: () => useApp.setState({ dialog: { kind: 'runs-of' } }),
  },
  {
    id: 'choose-data',
    title: { en: 'Choose data…', ko: '데이터 고르기…' },
    shortcuts: [],
    enabled: (s) => s.host !== null,
    run: chooseData,
  },
  {
    id: 'find-rate',
    title: { en: 'Find a learning rate…', ko: '학습률 찾기…' },
    shortcuts: [],
    enabled: canRunTrial,
    run: () => useApp.setState({ dialog: { kind: 'rate' } }),
  },
  {
    id: 'cost',
    title: { en: 'Estimate time and memory…', ko: '시간과 메모리 예측…' },
    shortcuts: [],
    enabled: canRunTrial,
    run: () => useApp.setState({ dialog: { kind: 'cost' } }),
  },
]
