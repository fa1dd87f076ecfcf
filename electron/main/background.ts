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

export interface BackgroundActs {
  readonly icon: string
  readonly language: Language
  readonly openWindow: () => void
  readonly quit: () => void
  readonly report: (fault: string) => void
}

export function background({ icon, language, openWindow, quit, report }: BackgroundActs): Background {
  const say = (name: keyof typeof backgroundTexts) => backgroundTexts[name][language]
  let on = false
  let tray: Tray | null = null
  const tell = (title: string, body: string) => {
    if (!Notification.isSupported()) return
    const note = new Notification({ title, body, icon })
    note.on('click', openWindow)
    note.show()
  }
  const end = () => {
    on = false
    tray?.destroy()
    tray = null
  }
  return {
    isOn: () => on,
    begin() {
      on = true
      try {
        tray = new Tray(nativeImage.createFromPath(icon).resize({ width: 22, height: 22 }))
        tray.setToolTip(say('training'))
        tray.on('click', openWindow)
        tray.setContextMenu(
          Menu.buildFromTemplate([
            { label: say('open'), click: openWindow },
            {
              label: say('stop'),
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
      tell(say('training'), say('how'))
    },
    end,
    finished() {
      if (!on) return
      tell(say('finished'), say('kept'))
      end()
      quit()
    },
  }
}
