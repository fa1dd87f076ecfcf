/** Texts about the files of a run: which of them is damaged or cannot be written. */
import { type ProblemData, problem } from '../../../shared/problem.ts'

export const badMetrics = (path: string, line: number, expected: string, found: string): ProblemData =>
  problem('metrics_line', {
    en: `${path}, line ${line}: expected ${expected}, found ${found}. The file was damaged or changed: put it back as it was, or train anew.`,
    ko: `${path} ${line}행: ${expected} 자리에 ${found}이(가) 있습니다. 파일이 손상되었거나 바뀌었습니다. 원래대로 되돌리거나 새로 학습하세요.`,
  })

export const metricsTooLarge = (path: string, bytes: number, maxBytes: number): ProblemData =>
  problem('metrics_line', {
    en: `${path} has ${bytes} bytes; at most ${maxBytes} are read. No run writes so much: put the file back as it was, or train anew.`,
    ko: `${path}의 크기가 ${bytes}바이트입니다. ${maxBytes}바이트까지만 읽습니다. 학습이 이렇게 많이 쓰지는 않으니 원래대로 되돌리거나 새로 학습하세요.`,
  })

export const tooManyMetrics = (path: string, maxLines: number): ProblemData =>
  problem('metrics_line', {
    en: `${path} has more than ${maxLines} lines, one for each epoch. No run writes so many: put the file back as it was, or train anew.`,
    ko: `${path}이(가) ${maxLines}행을 넘습니다(한 행이 한 에포크입니다). 학습이 이렇게 많이 쓰지는 않으니 원래대로 되돌리거나 새로 학습하세요.`,
  })

export const notRegularFile = (path: string): ProblemData =>
  problem('run_folder_foreign', {
    en: `${path} is a link or something else that no run writes: a run’s folder holds plain files and folders only. Put in its place what it stands for, or train anew.`,
    ko: `${path}은(는) 링크이거나 학습이 만들지 않는 종류의 파일입니다. 학습 폴더에는 일반 파일과 폴더만 있어야 합니다. 실제 파일로 바꾸거나 새로 학습하세요.`,
  })

export const diskFull = (folder: string): ProblemData =>
  problem('disk_full', {
    en: `The disk is full: nothing more can be written to ${folder}. Make room there, or choose another folder, and train again; what was written before is whole.`,
    ko: `디스크가 가득 차서 ${folder}에 더 쓸 수 없습니다. 공간을 비우거나 다른 폴더를 골라 다시 학습하세요. 이미 쓴 파일은 온전합니다.`,
  })

export const notWritable = (folder: string, code: string): ProblemData =>
  problem('run_folder', {
    en: `The run cannot be written to ${folder} (${code}). Choose a folder that you may write to.`,
    ko: `${folder}에 학습 결과를 쓸 수 없습니다(${code}). 쓸 수 있는 폴더를 고르세요.`,
  })
