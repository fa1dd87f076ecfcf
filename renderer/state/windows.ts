/** Opens another window: a new app window on the desktop, a new tab of the same page in a browser. */
import { notify, TRY_AGAIN } from './notify.ts'
import { sentencesOf } from './problems.ts'
import { useApp } from './store.ts'

export async function newWindow(): Promise<void> {
  const { host, hostInfo } = useApp.getState()
  if (!host) return
  if (hostInfo?.kind === 'web') {
    window.open('/', '_blank', 'noopener')
    return
  }
  try {
    await host.host.newWindow()
  } catch (error) {
    notify({ en: 'No window was opened', ko: '창을 열지 못했습니다' }, sentencesOf(error), {
      actions: [{ label: TRY_AGAIN, run: newWindow }],
    })
  }
}
