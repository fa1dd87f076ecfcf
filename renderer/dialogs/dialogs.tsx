/** Whatever the window is asking right now. */

import { StartScreen } from '../start/start-screen.tsx'
import { useApp } from '../state/store.ts'
import { AllowDialog } from './allow-dialog.tsx'
import { ChangedDialog } from './changed-dialog.tsx'
import { CommandsDialog } from './commands-dialog.tsx'
import { ConnectDialog } from './connect-dialog.tsx'
import { CostDialog } from './cost-dialog.tsx'
import { DataDialog } from './data-dialog.tsx'
import { DiscardDialog } from './discard-dialog.tsx'
import { FileDialog } from './file-dialog.tsx'
import { FindDialog } from './find-dialog.tsx'
import { RateDialog } from './rate-dialog.tsx'
import { RecoverDialog } from './recover-dialog.tsx'
import { RunsDialog } from './runs-dialog.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'

export function Dialogs() {
  const dialog = useApp((s) => s.dialog)
  if (!dialog) return null
  switch (dialog.kind) {
    case 'discard':
      return <DiscardDialog answer={dialog.answer} />
    case 'file':
      return <FileDialog dialog={dialog} />
    case 'changed':
      return <ChangedDialog theirs={dialog.theirs} answer={dialog.answer} />
    case 'allow-data':
      return <AllowDialog path={dialog.path} answer={dialog.answer} />
    case 'data':
      return <DataDialog />
    case 'recover':
      return <RecoverDialog />
    case 'start':
      return <StartScreen />
    case 'connect':
      return <ConnectDialog from={dialog.from} />
    case 'commands':
      return <CommandsDialog />
    case 'shortcuts':
      return <ShortcutsDialog />
    case 'find-node':
      return <FindDialog />
    case 'rate':
      return <RateDialog />
    case 'cost':
      return <CostDialog />
    case 'runs-of':
      return <RunsDialog />
  }
}
