/** Sentences of the engine about starting and losing a run. */
import type { RuntimeInfo } from '../../../shared/ipc/contract.ts'
import { type Problem, problem } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'

export const noTensorflow = ({ reason }: RuntimeInfo): Problem =>
  problem('no_tensorflow', {
    en: `Training needs native TensorFlow, which is not there${reason ? ` (${reason.en})` : ''}. Run npm start with a connection to the npm and PyPI registries; it puts TensorFlow in place. Drawing, summaries and code work without it.`,
    ko: `학습에는 네이티브 TensorFlow가 필요한데 설치되어 있지 않습니다${reason ? `(${reason.ko})` : ''}. npm과 PyPI 레지스트리에 연결된 상태에서 npm start를 실행하면 설치됩니다. 그리기, 요약, 코드는 없어도 됩니다.`,
  })

export const busy = (name: string): Problem =>
  problem('busy', {
    en: `“${name}” is training. One network trains at a time: stop it or wait for its end.`,
    ko: `“${name}” 학습이 진행 중입니다. 한 번에 하나만 학습하니 중지하거나 끝날 때까지 기다리세요.`,
  })

export const onlyTerminal = (): Problem =>
  problem('only_terminal', {
    en: 'Only the command line may name a run’s folder (--out) or replace the data (--data). Change the document instead.',
    ko: '학습 폴더(--out)와 데이터 교체(--data)는 명령줄에서만 정할 수 있습니다. 대신 문서를 바꾸세요.',
  })

export const noData = (): Problem =>
  problem('no_data', {
    en: 'The document names no data to learn from. Choose a data source.',
    ko: '문서에 학습할 데이터가 없습니다. 데이터를 고르세요.',
  })

export const noTrainingRows = (title: string): Problem =>
  problem('no_rows', {
    en: `${title} leaves no rows to train on. Lower the shares for validation and test.`,
    ko: `${title}에 학습할 행이 남지 않습니다. 검증과 시험의 비율을 줄이세요.`,
  })

export const percent = (text: Text, fraction: number): Text => {
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

export const trainedOn = (folder: string): Text => ({
  en: `The run is kept in ${folder}.`,
  ko: `학습 결과는 ${folder}에 있습니다.`,
})

export const withoutCompiled: Text = {
  en: 'The kept compiled networks could not be used; they were thrown away and the network is compiled anew.',
  ko: '저장해 둔 컴파일 결과를 쓸 수 없어 버리고 네트워크를 다시 컴파일합니다.',
}
