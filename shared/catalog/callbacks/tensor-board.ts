/** keras/src/callbacks/tensorboard.py: writes event files for TensorBoard. */
import { bool, type Props, string } from '../../fields/index.ts'
import { defineCallback } from './callback.ts'

export const tensorBoard = defineCallback({
  type: 'TensorBoard',
  keras: 'callbacks.TensorBoard',
  help: {
    en: 'Writes event files for TensorBoard, here in the run’s folder.',
    ko: 'TensorBoard용 이벤트 파일을 씁니다. 여기서는 학습 폴더에 둡니다.',
  },
  fields: {
    log_dir: string({
      default: 'logs',
      shownOnNode: true,
      help: { en: 'Name of the folder.', ko: '폴더 이름.' },
    }),
    write_steps_per_second: bool({
      default: false,
      help: { en: 'Also logs the speed of each epoch.', ko: '에포크마다 속도도 기록합니다.' },
    }),
  },
  writesFiles: 'events',
})

export type TensorBoardProps = Props<typeof tensorBoard.fields>
