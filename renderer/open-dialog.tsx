/** Renders the open dialog. A dialog that fails to render is closed with a message, which cancels its question (ask.ts). */
import { lazy, Suspense } from 'react'
import { type Text, untranslated } from '../shared/text.ts'
import { AllowDialog } from './dialogs/allow-dialog.tsx'
import { ChangedDialog } from './dialogs/changed-dialog.tsx'
import { CommandsDialog } from './dialogs/commands-dialog.tsx'
import { ConnectDialog } from './dialogs/connect-dialog.tsx'
import { CostDialog } from './dialogs/cost-dialog.tsx'
import { DataDialog } from './dialogs/data-dialog.tsx'
import { DiscardDialog } from './dialogs/discard-dialog.tsx'
import { FileDialog } from './dialogs/file-dialog.tsx'
import { FindDialog } from './dialogs/find-dialog.tsx'
import { RateDialog } from './dialogs/rate-dialog.tsx'
import { RecoverDialog } from './dialogs/recover-dialog.tsx'
import { RunsDialog } from './dialogs/runs-dialog.tsx'
import { SeedsDialog } from './dialogs/seeds-dialog.tsx'
import { StopSetDialog } from './dialogs/stop-set-dialog.tsx'
import { ErrorBoundary } from './messages/boundary.tsx'
import { StartScreen } from './start/start-screen.tsx'
import { notify, TRY_AGAIN } from './state/notify.ts'
import { type Dialog, useApp } from './state/store.ts'

/** Loaded at their first use. */
const AboutDialog = lazy(async () => ({ default: (await import('./dialogs/about-dialog.tsx')).AboutDialog }))
const OptimizersDialog = lazy(async () => ({
  default: (await import('./dialogs/optimizers-dialog.tsx')).OptimizersDialog,
}))
const ShortcutsDialog = lazy(async () => ({
  default: (await import('./dialogs/shortcuts-dialog.tsx')).ShortcutsDialog,
}))
const ReportDialog = lazy(async () => ({
  default: (await import('./dialogs/report-dialog.tsx')).ReportDialog,
}))
const SettingsDialog = lazy(async () => ({
  default: (await import('./dialogs/settings-dialog.tsx')).SettingsDialog,
}))

export function OpenDialog() {
  const dialog = useApp((s) => s.dialog)
  return (
    <ErrorBoundary
      resetKeys={[dialog]}
      fallback={() => null}
      onError={(reason) => dialog && handleFailure(dialog, reason)}
    >
      <Suspense fallback={null}>{dialog && <DialogContent dialog={dialog} />}</Suspense>
    </ErrorBoundary>
  )
}

const CANCELLED: Text = {
  en: 'The action that needed it was cancelled, and nothing is lost. You can try again. Reason:',
  ko: '이 대화 상자가 필요한 작업을 취소했습니다. 잃은 것은 없으며 다시 시도할 수 있습니다. 이유:',
}

function handleFailure(dialog: Dialog, reason: string): void {
  if (useApp.getState().dialog === dialog) useApp.setState({ dialog: null })
  notify(
    { en: 'A dialog could not be displayed', ko: '대화 상자를 표시하지 못했습니다' },
    [CANCELLED, untranslated(reason)],
    // A cancelled question cannot be shown again, because its answer would have no effect: the user repeats the action that asked.
    { actions: 'answer' in dialog ? [] : [{ label: TRY_AGAIN, run: () => useApp.setState({ dialog }) }] },
  )
}

function DialogContent({ dialog }: { readonly dialog: Dialog }) {
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
      return <DataDialog answer={dialog.answer} />
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
    case 'about':
      return <AboutDialog />
    case 'find-node':
      return <FindDialog />
    case 'rate':
      return <RateDialog />
    case 'cost':
      return <CostDialog />
    case 'runs-of':
      return <RunsDialog />
    case 'settings':
      return <SettingsDialog />
    case 'report':
      return <ReportDialog />
    case 'seeds':
      return <SeedsDialog />
    case 'optimizers':
      return <OptimizersDialog />
    case 'stop-set':
      return <StopSetDialog answer={dialog.answer} />
  }
}
