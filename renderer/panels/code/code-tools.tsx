/** The Copy and Save buttons of the program, in the header above it. Saving is disabled while the network has errors. */
import { commandOf, runCommand } from '../../commands/commands.ts'
import { analysisOf } from '../../state/analysis.ts'
import { programOf } from '../../state/program.ts'
import { useApp } from '../../state/store.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import styles from '../buttons.module.css'
import { CopyButton } from '../copy-button.tsx'

export function CodeTools() {
  const t = useText()
  const { text } = useApp(programOf)
  const isValid = useApp((s) => analysisOf(s).model !== null)
  return (
    <>
      <CopyButton text={text} label={t({ en: 'Copy the program', ko: '프로그램 복사' })} />
      <button
        type="button"
        className={styles.button}
        aria-label={t({ en: 'Save the program', ko: '프로그램 저장' })}
        disabled={!isValid}
        title={
          isValid
            ? undefined
            : t({
                en: 'Fix the errors first: they are marked in the program.',
                ko: '먼저 오류를 고치세요. 오류는 프로그램에 표시되어 있습니다.',
              })
        }
        onClick={() => runCommand(commandOf('save-program'))}
      >
        <Icon name="save" size={14} />
        {t({ en: 'Save', ko: '저장' })}
      </button>
    </>
  )
}
