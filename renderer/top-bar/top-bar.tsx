/** The top bar: menu, file name, undo, examples, theme, language, Train. */

import { CommandButton } from '../commands/command-button.tsx'
import { commandOf } from '../commands/commands.ts'
import { isDirty, useApp } from '../state/store.ts'
import logo from '../ui/logo.svg'
import { useText } from '../ui/text.ts'
import { ExamplesMenu } from './examples-menu.tsx'
import { FileMenu } from './file-menu.tsx'
import styles from './top-bar.module.css'
import { TrainButton } from './train-button.tsx'
import { WorkspaceSwitch } from './workspace-switch.tsx'

export function TopBar() {
  const t = useText()
  const theme = useApp((s) => s.theme)
  return (
    <section className={styles.bar} aria-label={t({ en: 'Document and training', ko: '문서와 학습' })}>
      <img className={styles.logo} src={logo} alt="Layerloom" width={20} height={20} />
      <FileMenu />
      <FileName />
      <CommandButton id="save" icon="save" />
      <span className={styles.gap} />
      <CommandButton id="undo" icon="undo" />
      <CommandButton id="redo" icon="redo" />
      <WorkspaceSwitch />
      <span className={styles.fill} />
      <ExamplesMenu />
      <CommandButton id="commands" icon="search" text wide />
      <CommandButton id="theme" icon={theme === 'dark' ? 'sun' : 'moon'} />
      <CommandButton id="language" icon="language" label={t({ en: '한국어', ko: 'English' })} />
      <TrainButton train={commandOf('train')} stop={commandOf('stop')} />
    </section>
  )
}

function FileName() {
  const t = useText()
  const name = useApp((s) => s.file.name)
  const path = useApp((s) => s.file.path)
  const dirty = useApp(isDirty)
  const unsaved = t({ en: 'Not saved', ko: '저장하지 않음' })
  return (
    <h1 className={styles.file} title={path ?? undefined}>
      {name}
      <i>.loom</i>
      {dirty && (
        <span className={styles.dirty} role="img" aria-label={unsaved} title={unsaved} data-testid="dirty" />
      )}
    </h1>
  )
}
