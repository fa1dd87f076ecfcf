/** A searchable list of all commands with their shortcuts; disabled ones come last. */
import { commands, runCommand } from '../commands/commands.ts'
import { formatShortcut } from '../commands/shortcut.ts'
import { useResults } from '../state/evaluations.ts'
import { useRunList } from '../state/run-list.ts'
import { useApp } from '../state/store.ts'
import { Picker } from '../ui/picker.tsx'
import { useText } from '../ui/text.ts'
import styles from '../ui/ui.module.css'
import { Dialog } from './dialog.tsx'

export function CommandsDialog() {
  const t = useText()
  // Runs and results may still load when the list opens: their commands become available in it.
  const state = useApp()
  useResults()
  useRunList()
  const close = () => useApp.setState({ dialog: null })
  const title = t({ en: 'Search commands', ko: '명령 찾기' })
  return (
    <Dialog title={title} size={460} onClose={close}>
      <Picker
        label={title}
        emptyText={t({ en: 'No matching command', ko: '일치하는 명령이 없습니다' })}
        choices={commands
          .filter((c) => c.id !== 'commands')
          .map((c) => ({
            id: c.id,
            text: t(c.title),
            // The search matches both languages.
            keywords: `${c.title.en} ${c.title.ko}`,
            after: c.shortcuts[0] && <kbd className={styles.key}>{formatShortcut(c.shortcuts[0])}</kbd>,
            ...(c.enabled(state)
              ? {}
              : { disabledReason: t({ en: 'Not available now', ko: '지금은 사용할 수 없음' }) }),
          }))
          .sort((a, b) => Number('disabledReason' in a) - Number('disabledReason' in b))}
        onPick={(id) => {
          close()
          const command = commands.find((c) => c.id === id)
          // After the dialog has returned the focus.
          if (command) setTimeout(() => runCommand(command))
        }}
      />
    </Dialog>
  )
}
