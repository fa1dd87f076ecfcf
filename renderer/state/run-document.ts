/** Opening the document that a run names, which the user may not have chosen in this app. */
import { notifyOpenFailed, openFile, openPath } from './files.ts'
import { useApp } from './store.ts'

/** @returns whether a document is open: that of the run, or another one that the user chose instead */
export async function openRunDocument(path: string): Promise<boolean> {
  const { host } = useApp.getState()
  if (!host) return false
  try {
    const permission = await host.host.allowDocument(path)
    if (permission === 'cancel') return false
    return permission === 'allow' ? await openPath(path) : await openFile()
  } catch (error) {
    notifyOpenFailed(error, {
      en: 'The document of the run could not be opened',
      ko: '학습의 문서를 열 수 없습니다',
    })
    return false
  }
}
