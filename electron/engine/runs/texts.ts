/** Texts of the engine about starting and losing a run. */
import { type ProblemData, problem } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'

export const busy = (name: string): ProblemData =>
  problem('busy', {
    en: `“${name}” is training. Only one network can train at a time: stop it, or wait until it finishes.`,
    ko: `“${name}” 학습이 진행 중입니다. 한 번에 하나만 학습할 수 있으니 중지하거나 끝날 때까지 기다리세요.`,
  })

export const onlyTerminal = (): ProblemData =>
  problem('only_terminal', {
    en: 'The run’s folder (--out) and other data (--data) can be set only on the command line. Change the document instead.',
    ko: '학습 폴더(--out)와 데이터 교체(--data)는 명령줄에서만 정할 수 있습니다. 대신 문서를 바꾸세요.',
  })

export const noData = (): ProblemData =>
  problem('no_data', {
    en: 'The document has no data to train on yet. Choose data first.',
    ko: '문서에 학습할 데이터가 없습니다. 데이터를 고르세요.',
  })

export const noTrainingRows = (title: string): ProblemData =>
  problem('no_rows', {
    en: `${title} has no rows left for training. Use fewer rows for validation and test.`,
    ko: `${title}에 학습할 행이 남지 않습니다. 검증과 테스트의 행을 줄이세요.`,
  })

/** The last percent has no number, because it takes no time. */
export const percent = (text: Text, fraction: number): Text => {
  if (fraction >= 0.99) return text
  const share = `${Math.floor(fraction * 100)} %`
  return { en: `${text.en} ${share}`, ko: `${text.ko} ${share}` }
}

export const appClosed: Text = {
  en: 'The app was closed during training.',
  ko: '학습하는 동안 앱이 닫혔습니다.',
}

export const engineLost: Text = {
  en: 'The engine ended during training. Everything saved until then is in the folder.',
  ko: '학습하는 동안 엔진이 종료되었습니다. 그때까지 저장한 내용은 폴더에 있습니다.',
}

export const savedIn = (folder: string): Text => ({
  en: `The run is saved in ${folder}.`,
  ko: `학습 결과는 ${folder}에 있습니다.`,
})

export const withoutCompiled: Text = {
  en: 'The cached compiled networks could not be used. They were deleted, and the network is compiled again.',
  ko: '저장해 둔 컴파일 결과를 쓸 수 없어 지우고 신경망을 다시 컴파일합니다.',
}

export const noRun = (path: string): ProblemData =>
  problem('run_missing', {
    en: `There is no readable run in ${path}. Choose the folder that contains its run.json.`,
    ko: `${path}에 읽을 수 있는 학습 기록이 없습니다. run.json이 있는 폴더를 지정하세요.`,
  })

/** @param what what is wrong with the record */
export const badRecord = (path: string, what: Text): ProblemData =>
  problem('run_record', {
    en: `${path} is not a valid run record: ${what.en.replace(/\.$/, '')}. The file was changed or damaged: restore it, or start a new training.`,
    ko: `${path}은(는) 올바른 학습 기록이 아닙니다: ${what.ko.replace(/\.$/, '')}. 파일이 바뀌었거나 손상되었습니다. 파일을 복원하거나 새로 학습하세요.`,
  })

export const recordTooLarge = (path: string, bytes: number, maxBytes: number): ProblemData =>
  badRecord(path, {
    en: `it has ${bytes} bytes; the limit is ${maxBytes}`,
    ko: `크기가 ${bytes}바이트로, 읽을 수 있는 ${maxBytes}바이트를 넘습니다`,
  })

export const runExists = (folder: string): ProblemData =>
  problem('run_exists', {
    en: `${folder} already contains a run. Choose another folder; nothing was changed.`,
    ko: `${folder}에 이미 학습 결과가 있습니다. 다른 폴더를 고르세요. 바뀐 것은 없습니다.`,
  })

export const sameRun = (folder: string, first: string): ProblemData =>
  problem('run_twice', {
    en: `${folder} contains the same run as ${first}, so it is not listed. Move the copy to another place; train --resume can continue it there.`,
    ko: `${folder}에는 ${first}과(와) 같은 학습이 있어 제외했습니다. 복사본은 다른 곳으로 옮기세요. 그곳에서 train --resume로 이어서 학습할 수 있습니다.`,
  })

export const tooManyFolders = (limit: number): ProblemData =>
  problem('too_many_folders', {
    en: `At most ${limit} folders elsewhere are listed. Take some off the list first.`,
    ko: `다른 곳의 폴더는 ${limit}개까지 목록에 둘 수 있습니다. 먼저 몇 개를 목록에서 빼세요.`,
  })

export const badFolders = (file: string): ProblemData =>
  problem('run_folders', {
    en: `${file} is not the list of folders elsewhere that this version of the app writes, so it is not changed. Restore the file, or delete it to begin anew.`,
    ko: `${file}이(가) 이 버전의 앱이 쓰는 폴더 목록이 아니어서 바꾸지 않습니다. 파일을 복원하거나, 지우고 새로 시작하세요.`,
  })

export const MISSING_FOLDER = 'run_folder_missing'
export const folderMissing = (folder: string): ProblemData =>
  problem(MISSING_FOLDER, {
    en: `${folder} is not there, or its disk does not answer. Its run is listed again when it is back.`,
    ko: `${folder} 폴더가 없거나 디스크가 응답하지 않습니다. 폴더가 돌아오면 학습 기록이 다시 나옵니다.`,
  })

export const newerRecord = (path: string, version: number): ProblemData =>
  problem('run_newer', {
    en: `${path} was written by a newer version of Layerloom (version ${version} of the format; this app reads version 1). Update the app to open it.`,
    ko: `${path}은(는) 더 새로운 Layerloom이 쓴 기록입니다(형식 버전 ${version}, 이 앱은 버전 1까지 읽음). 앱을 업데이트하세요.`,
  })

export const runsUnreadable = (folder: string, why: string): ProblemData =>
  problem('runs_folder', {
    en: `The runs folder ${folder} cannot be read: ${why}. Make it readable, or set LAYERLOOM_RUNS to another folder.`,
    ko: `학습 폴더 ${folder}을(를) 읽을 수 없습니다: ${why}. 읽을 수 있게 하거나 LAYERLOOM_RUNS로 다른 폴더를 정하세요.`,
  })

export const documentExists = (path: string): ProblemData =>
  problem('file_there', {
    en: `${path} still exists, so its runs stay with it. Open that document to see them.`,
    ko: `${path} 파일이 그대로 있으므로 학습 기록도 그 문서에 남습니다. 그 문서를 열어 보세요.`,
  })

export const isFinished = (name: string): ProblemData =>
  problem('run_finished', {
    en: `“${name}” has trained all its epochs or stopped early, so there is nothing to resume.`,
    ko: `“${name}”은(는) 에포크를 모두 마쳤거나 조기 종료되어 이어서 학습할 것이 없습니다.`,
  })

export const notEnded = (name: string): ProblemData =>
  problem('run_not_ended', {
    en: `“${name}” has not trained to an end, so more epochs cannot follow. Resume it first.`,
    ko: `“${name}”은(는) 끝까지 학습하지 않아 에포크를 더할 수 없습니다. 먼저 이어서 학습하세요.`,
  })

export const tooManyEpochs = (epochs: number, limit: number): ProblemData =>
  problem('too_many_epochs', {
    en: `A run has at most ${limit} epochs, and this one would have ${epochs}. Add fewer.`,
    ko: `한 학습의 에포크는 ${limit}개까지인데 ${epochs}개가 됩니다. 더 적게 더하세요.`,
  })

/** @param lock path of the lock file of the other engine */
export const isActive = (folder: string, lock: string): ProblemData =>
  problem('busy', {
    en: `Another engine is training the run in ${folder}. Stop it there, or wait until it finishes. If no engine is running, delete ${lock}.`,
    ko: `다른 엔진이 ${folder}의 학습을 진행하고 있습니다. 그쪽에서 중지하거나 끝날 때까지 기다리세요. 실행 중인 엔진이 없다면 ${lock} 파일을 지우세요.`,
  })

/** An internal error of this program. */
export const unexpected = (why: string): ProblemData =>
  problem('internal', {
    en: `The run ended because of an internal error in the engine (${why}). Everything saved until then is in its folder.`,
    ko: `엔진의 내부 오류로 학습이 끝났습니다(${why}). 그때까지 저장한 내용은 폴더에 있습니다.`,
  })

export const dataChanged = (title: string): ProblemData =>
  problem(
    'data_changed',
    {
      en: `${title} is not the data that the run was trained on (its fingerprint differs). Restore the data, or start a new training.`,
      ko: `${title}은(는) 학습하던 데이터와 다릅니다(지문이 다름). 데이터를 복원하거나 새로 학습하세요.`,
    },
    { field: 'data' },
  )

/** The run is of a version that made fingerprints of data in another way. */
export const earlierFingerprint = (title: string, run: string): ProblemData =>
  problem(
    'earlier_fingerprint',
    {
      en: `The run “${run}” is of an earlier version, which recognized data in another way, so that nothing tells whether ${title} is still the data that it was trained on. Its curves and figures stay. Open its document and train again.`,
      ko: `학습 “${run}”은(는) 이전 버전의 것으로, 데이터를 다른 방식으로 식별했습니다. 그래서 ${title}이(가) 그때의 데이터인지 확인할 수 없습니다. 곡선과 지표는 그대로입니다. 문서를 열어 다시 학습하세요.`,
    },
    { field: 'data' },
  )

export const sameNumbers = (epochs: number): Text => ({
  en: `Exactly the same numbers as the run it repeats, in ${epochs === 1 ? 'the one epoch' : `all ${epochs} epochs`} that both have.`,
  ko: `두 학습에 공통인 ${epochs} 에포크의 값이 반복한 학습과 모두 정확히 같습니다.`,
})

export const numbersDiffer = (
  epoch: number,
  name: string,
  expected: string,
  actual: string,
  differences: readonly string[],
): Text => ({
  en: `The numbers differ from the run it repeats since epoch ${epoch}: ${name} was ${expected} and is now ${actual}. ${differences.length > 0 ? `What differs: ${differences.join(', ')}.` : 'Document, seed, data and executor are the same.'}`,
  ko: `에포크 ${epoch}부터 반복한 학습과 값이 다릅니다: ${name}이(가) ${expected}에서 ${actual}(으)로. ${differences.length > 0 ? `다른 점: ${differences.join(', ')}.` : '문서, 시드, 데이터, 실행 환경은 같습니다.'}`,
})

export const trialEnded: ProblemData = problem('trial-ended', {
  en: 'The trial was stopped before it finished.',
  ko: '시험 학습이 끝나기 전에 중지되었습니다.',
})

export const badAnnotations = (path: string): ProblemData =>
  problem('run_annotations', {
    en: `${path} is not what the app has written there: star, name, note and tags of the run are not shown, and not changed. Restore the file, or delete it to begin anew.`,
    ko: `${path} 파일의 내용이 앱이 쓴 것과 달라 별표, 이름, 메모, 태그를 표시하지 않고 바꾸지도 않습니다. 파일을 복원하거나, 지우고 새로 시작하세요.`,
  })

export const newerAnnotations = (path: string, reason: string): ProblemData =>
  problem('run_annotations', {
    en: `Star, name, note and tags of the run are not shown, and not changed: ${path}: ${reason}. Update the app to see them.`,
    ko: `별표, 이름, 메모, 태그를 표시하지 않고 바꾸지도 않습니다. ${path}: ${reason}. 앱을 업데이트하세요.`,
  })

export const trainsNow = (): ProblemData =>
  problem('busy', {
    en: 'A run that is being trained cannot be deleted. Stop it first; no run was deleted.',
    ko: '학습 중인 기록은 지울 수 없습니다. 먼저 중지하세요. 지운 기록은 없습니다.',
  })

export const trainsElsewhere = (folder: string): ProblemData =>
  problem('busy', {
    en: `The run in ${folder} is being trained by another engine. Stop it there, or take it out of the selection; no run was deleted.`,
    ko: `${folder}의 학습을 다른 엔진이 진행하고 있습니다. 그쪽에서 중지하거나 선택에서 빼세요. 지운 기록은 없습니다.`,
  })
