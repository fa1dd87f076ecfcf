/** A training that continues without a window: shows a tray icon, notifies when it ends, then quits the app. */
import { Menu, Notification, nativeImage, Tray } from 'electron'
import type { Language } from '../../shared/text.ts'
import { backgroundTexts } from './texts.ts'

export interface Background {
  isOn(): boolean
  begin(): void
  /** A window was opened again. */
  end(): void
  /** No training runs any more. */
  finished(): void
}

export interface BackgroundOptions {
  readonly icon: string
  readonly language: Language
  readonly openWindow: () => void
  readonly quit: () => void
  readonly report: (fault: string) => void
}

export function background({ icon, language, openWindow, quit, report }: BackgroundOptions): Background {
  const textOf = (name: keyof typeof backgroundTexts) => backgroundTexts[name][language]
  let isActive = false
  let tray: Tray | null = null
  const notify = (title: string, body: string) => {
    if (!Notification.isSupported()) return
    const notification = new Notification({ title, body, icon })
    notification.on('click', openWindow)
    notification.show()
  }
  const end = () => {
    isActive = false
    tray?.destroy()
    tray = null
  }
  return {
    isOn: () => isActive,
    begin() {
      isActive = true
      try {
        tray = new Tray(nativeImage.createFromPath(icon).resize({ width: 22, height: 22 }))
        tray.setToolTip(textOf('training'))
        tray.on('click', openWindow)
        tray.setContextMenu(
          Menu.buildFromTemplate([
            { label: textOf('open'), click: openWindow },
            {
              label: textOf('stop'),
              click: () => {
                end()
                quit()
              },
            },
          ]),
        )
      } catch (error) {
        // The desktop has no tray: starting the app again still opens a window.
        report(`there is no tray: ${(error as Error).message}`)
      }
      notify(textOf('training'), textOf('how'))
    },
    end,
    finished() {
      if (!isActive) return
      notify(textOf('finished'), textOf('kept'))
      end()
      quit()
    },
  }
}
