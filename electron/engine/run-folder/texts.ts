/** Texts about the files of a run: which of them is damaged or cannot be written. */
import { type ProblemData, problem } from '../../../shared/problem.ts'

export const badMetrics = (path: string, line: number, expected: string, found: string): ProblemData =>
  problem('metrics_line', {
    en: `${path}, line ${line}: expected ${expected}, found ${found}. The file was damaged or changed: restore it, or start a new training.`,
    ko: `${path} ${line}행: ${expected} 자리에 ${found}이(가) 있습니다. 파일이 손상되었거나 바뀌었습니다. 파일을 복원하거나 새로 학습하세요.`,
  })

export const metricsTooLarge = (path: string, bytes: number, maxBytes: number): ProblemData =>
  problem('metrics_line', {
    en: `${path} has ${bytes} bytes; the limit is ${maxBytes}. A run never writes that much: restore the file, or start a new training.`,
    ko: `${path}의 크기가 ${bytes}바이트입니다. ${maxBytes}바이트까지만 읽습니다. 학습이 이렇게 많이 쓰지는 않습니다. 파일을 복원하거나 새로 학습하세요.`,
  })

export const tooManyMetrics = (path: string, maxLines: number): ProblemData =>
  problem('metrics_line', {
    en: `${path} has more than ${maxLines} lines, one for each epoch. A run never writes that many: restore the file, or start a new training.`,
    ko: `${path}이(가) ${maxLines}행을 넘습니다(한 행이 한 에포크입니다). 학습이 이렇게 많이 쓰지는 않습니다. 파일을 복원하거나 새로 학습하세요.`,
  })

export const notRegularFile = (path: string): ProblemData =>
  problem('run_folder_foreign', {
    en: `${path} is a link or another special file; a run’s folder may contain only regular files and folders. Replace it with the file itself, or start a new training.`,
    ko: `${path}은(는) 링크이거나 학습이 만들지 않는 종류의 파일입니다. 학습 폴더에는 일반 파일과 폴더만 있어야 합니다. 실제 파일로 바꾸거나 새로 학습하세요.`,
  })

export const diskFull = (folder: string): ProblemData =>
  problem('disk_full', {
    en: `The disk is full: nothing more can be written to ${folder}. Free some space or choose another folder, then train again. The files written before are intact.`,
    ko: `디스크가 가득 차서 ${folder}에 더 쓸 수 없습니다. 공간을 비우거나 다른 폴더를 골라 다시 학습하세요. 이미 쓴 파일은 온전합니다.`,
  })

export const notWritable = (folder: string, code: string): ProblemData =>
  problem('run_folder', {
    en: `The run cannot be written to ${folder} (${code}). Choose a folder that you can write to.`,
    ko: `${folder}에 학습 결과를 쓸 수 없습니다(${code}). 쓸 수 있는 폴더를 고르세요.`,
  })

export const noWeights = (path: string): ProblemData =>
  problem('weights_missing', {
    en: `There are no weights in ${path}. A run has weights from the end of its first epoch on; restore the file, or train again.`,
    ko: `${path}에 가중치가 없습니다. 가중치는 첫 에포크가 끝날 때부터 있습니다. 파일을 복원하거나 다시 학습하세요.`,
  })

/** @param why what is wrong, as a clause */
export const badWeights = (path: string, why: string): ProblemData =>
  problem('weights_damaged', {
    en: `The weights in ${path} cannot be used: ${why}. Restore the file, or train again.`,
    ko: `${path}의 가중치를 쓸 수 없습니다: ${why}. 파일을 복원하거나 다시 학습하세요.`,
  })

/** @param what what is wrong, as a clause */
export const badEvaluation = (path: string, what: string): ProblemData =>
  problem('evaluation_file', {
    en: `${path} cannot be used: ${what}. The file was changed or damaged, or is of a newer version: restore it, or evaluate again.`,
    ko: `${path}을(를) 쓸 수 없습니다: ${what}. 파일이 바뀌었거나 손상되었거나 더 새로운 버전입니다. 복원하거나 다시 평가하세요.`,
  })

export const noEvaluation = (id: string): ProblemData =>
  problem('evaluation_missing', {
    en: `The run has no evaluation ${id}. Evaluate it again.`,
    ko: `이 학습에 평가 ${id}이(가) 없습니다. 다시 평가하세요.`,
  })

export const noPredictions = (path: string): ProblemData =>
  problem('predictions_missing', {
    en: `The predictions of this evaluation are not in ${path} any more. The figures stay; evaluate again to see the rows.`,
    ko: `이 평가의 예측이 ${path}에 없습니다. 지표는 남아 있습니다. 행을 보려면 다시 평가하세요.`,
  })

/** @param what what is wrong, as a clause */
export const badSignals = (path: string, line: number, what: string): ProblemData =>
  problem('signals_file', {
    en: `The signals in ${path}, line ${line}, cannot be used: ${what}. The file was damaged or changed, or is of a newer version: restore it, or train again.`,
    ko: `${path} ${line}행의 신호를 쓸 수 없습니다: ${what}. 파일이 손상되었거나 바뀌었거나 더 새로운 버전입니다. 복원하거나 다시 학습하세요.`,
  })

export const signalsTooLarge = (path: string, bytes: number, maxBytes: number): ProblemData =>
  problem('signals_file', {
    en: `${path} has ${bytes} bytes; the limit is ${maxBytes}. A run never writes that much: restore the file, or train again.`,
    ko: `${path}의 크기가 ${bytes}바이트입니다. ${maxBytes}바이트까지만 읽습니다. 학습이 이렇게 많이 쓰지는 않습니다. 파일을 복원하거나 다시 학습하세요.`,
  })
