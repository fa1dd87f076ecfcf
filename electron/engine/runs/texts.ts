/** Texts of the engine about starting and losing a run. */
import { type ProblemData, problem } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'

export const busy = (name: string): ProblemData =>
  problem('busy', {
    en: `“${name}” is training. One network trains at a time: stop it or wait for its end.`,
    ko: `“${name}” 학습이 진행 중입니다. 한 번에 하나만 학습하니 중지하거나 끝날 때까지 기다리세요.`,
  })

export const onlyTerminal = (): ProblemData =>
  problem('only_terminal', {
    en: 'Only the command line may name a run’s folder (--out) or replace the data (--data). Change the document instead.',
    ko: '학습 폴더(--out)와 데이터 교체(--data)는 명령줄에서만 정할 수 있습니다. 대신 문서를 바꾸세요.',
  })

export const noData = (): ProblemData =>
  problem('no_data', {
    en: 'The document has no data to learn from yet. Choose some.',
    ko: '문서에 학습할 데이터가 없습니다. 데이터를 고르세요.',
  })

export const noTrainingRows = (title: string): ProblemData =>
  problem('no_rows', {
    en: `${title} leaves no rows to train on. Lower the shares for validation and test.`,
    ko: `${title}에 학습할 행이 남지 않습니다. 검증과 시험의 비율을 줄이세요.`,
  })

/** The last percent has no number, because it takes no time. */
export const percent = (text: Text, fraction: number): Text => {
  if (fraction >= 0.99) return text
  const share = `${Math.floor(fraction * 100)} %`
  return { en: `${text.en} ${share}`, ko: `${text.ko} ${share}` }
}

export const appClosed: Text = {
  en: 'The app was closed while it trained.',
  ko: '학습하는 동안 앱이 닫혔습니다.',
}

export const engineLost: Text = {
  en: 'The engine ended while it trained; what was written until then is in the folder.',
  ko: '학습하는 동안 엔진이 종료되었습니다. 그때까지 쓴 것은 폴더에 있습니다.',
}

export const savedIn = (folder: string): Text => ({
  en: `The run is kept in ${folder}.`,
  ko: `학습 결과는 ${folder}에 있습니다.`,
})

export const withoutCompiled: Text = {
  en: 'The stored compiled networks could not be used, so they were deleted and the network is compiled again.',
  ko: '저장해 둔 컴파일 결과를 쓸 수 없어 지우고 신경망을 다시 컴파일합니다.',
}

export const noRun = (path: string): ProblemData =>
  problem('run_missing', {
    en: `There is no run in ${path} that could be read. Give the folder that holds its run.json.`,
    ko: `${path}에 읽을 수 있는 학습 기록이 없습니다. run.json이 있는 폴더를 지정하세요.`,
  })

/** @param what what is wrong with the record */
export const badRecord = (path: string, what: Text): ProblemData =>
  problem('run_record', {
    en: `${path} is not the record of a run that can be used: ${what.en.replace(/\.$/, '')}. The file was changed or damaged: put it back as it was, or train anew.`,
    ko: `${path}은(는) 쓸 수 있는 학습 기록이 아닙니다: ${what.ko.replace(/\.$/, '')}. 파일이 바뀌었거나 손상되었습니다. 원래대로 되돌리거나 새로 학습하세요.`,
  })

export const recordTooLarge = (path: string, bytes: number, maxBytes: number): ProblemData =>
  badRecord(path, {
    en: `it has ${bytes} bytes, at most ${maxBytes} are read`,
    ko: `크기가 ${bytes}바이트로, 읽을 수 있는 ${maxBytes}바이트를 넘습니다`,
  })

export const runExists = (folder: string): ProblemData =>
  problem('run_exists', {
    en: `There is a run in ${folder} already. Choose another folder; nothing in it was changed.`,
    ko: `${folder}에 이미 학습 결과가 있습니다. 다른 폴더를 고르세요. 바뀐 것은 없습니다.`,
  })

export const sameRun = (folder: string, first: string): ProblemData =>
  problem('run_twice', {
    en: `${folder} holds the same run as ${first}: a copy is left out. Move it elsewhere; train --resume goes on with it there.`,
    ko: `${folder}에는 ${first}과(와) 같은 학습이 있어 제외했습니다. 복사본은 다른 곳으로 옮기세요. 그곳에서 train --resume로 이어서 학습할 수 있습니다.`,
  })

export const runsUnreadable = (folder: string, why: string): ProblemData =>
  problem('runs_folder', {
    en: `The folder of runs, ${folder}, cannot be read: ${why}. Make it readable, or name another one with LAYERLOOM_RUNS.`,
    ko: `학습 폴더 ${folder}을(를) 읽을 수 없습니다: ${why}. 읽을 수 있게 하거나 LAYERLOOM_RUNS로 다른 폴더를 정하세요.`,
  })

export const documentExists = (path: string): ProblemData =>
  problem('file_there', {
    en: `${path} is still there, so its runs stay its own. Look at them from there.`,
    ko: `${path} 파일이 그대로 있으므로 학습 기록도 그 문서에 남습니다. 그 문서에서 보세요.`,
  })

export const isFinished = (name: string): ProblemData =>
  problem('run_finished', {
    en: `“${name}” has trained all its epochs, or stopped early: nothing is left to go on with.`,
    ko: `“${name}”은(는) 에포크를 모두 마쳤거나 조기 종료되어 이어서 학습할 것이 없습니다.`,
  })

/** @param lock path of the lock file of the other engine */
export const isActive = (folder: string, lock: string): ProblemData =>
  problem('busy', {
    en: `The run in ${folder} is being worked on by another engine. Stop it there or wait for its end. If none is running any more, remove ${lock}.`,
    ko: `${folder}의 학습은 다른 엔진이 진행하고 있습니다. 그쪽에서 중지하거나 끝날 때까지 기다리세요. 실행 중인 엔진이 없다면 ${lock} 파일을 지우세요.`,
  })

/** An internal error of this program. */
export const unexpected = (why: string): ProblemData =>
  problem('internal', {
    en: `The engine met a fault of its own, so this run ended (${why}). What was written until then is in its folder.`,
    ko: `엔진 자체의 오류로 학습이 끝났습니다(${why}). 그때까지 쓴 것은 폴더에 있습니다.`,
  })

export const dataChanged = (title: string): ProblemData =>
  problem(
    'data_changed',
    {
      en: `${title} is not the data that the run was trained on (its fingerprint differs). Put the data back as it was, or start a new training.`,
      ko: `${title}은(는) 학습하던 데이터와 다릅니다(지문이 다름). 데이터를 원래대로 되돌리거나 새로 학습하세요.`,
    },
    { field: 'data' },
  )

export const sameNumbers = (epochs: number): Text => ({
  en: `The same numbers as the run it repeats, to the last bit, in ${epochs === 1 ? 'the one epoch' : `all ${epochs} epochs`} that both have.`,
  ko: `반복한 학습과 두 학습에 공통인 ${epochs} 에포크 모두 마지막 비트까지 같은 값입니다.`,
})

export const numbersDiffer = (
  epoch: number,
  name: string,
  expected: string,
  actual: string,
  differences: readonly string[],
): Text => ({
  en: `Other numbers than the run it repeats since epoch ${epoch}: ${name} was ${expected} and is ${actual}. ${differences.length > 0 ? `What differs: ${differences.join(', ')}.` : 'Document, seed, data and executor are the same.'}`,
  ko: `에포크 ${epoch}부터 반복한 학습과 값이 다릅니다: ${name}이(가) ${expected}에서 ${actual}(으)로. ${differences.length > 0 ? `다른 점: ${differences.join(', ')}.` : '문서, 시드, 데이터, 실행 환경은 같습니다.'}`,
})

export const trialEnded: ProblemData = problem('trial-ended', {
  en: 'The trial was ended before it was done.',
  ko: '시험 학습을 끝나기 전에 멈추었습니다.',
})
