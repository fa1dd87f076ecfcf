/** The rows of the settings: a name, what is chosen or typed, and a note. */
import { type ReactNode, useId, useState } from 'react'
import { SETTINGS, type SettingKey } from '../../shared/settings.ts'
import type { Text } from '../../shared/text.ts'
import { changeSettings, chooseSettingsFolder, useSettings } from '../state/settings.ts'
import { useText } from '../ui/text.ts'
import own from './settings.module.css'

export function Section({ title, children }: { readonly title: Text; readonly children: ReactNode }) {
  const t = useText()
  return (
    <section className={own.section}>
      <h3>{t(title)}</h3>
      {children}
    </section>
  )
}

interface RowProps {
  readonly name: Text
  /** The id of the input that the name labels. */
  readonly input?: string
  readonly note?: Text | null
  readonly noteId?: string
  readonly isWrong?: boolean
  readonly children: ReactNode
}

export function Row({ name, input, note, noteId, isWrong, children }: RowProps) {
  const t = useText()
  return (
    <div className={own.row}>
      {input ? (
        <label className={own.name} htmlFor={input}>
          {t(name)}
        </label>
      ) : (
        <span className={own.name}>{t(name)}</span>
      )}
      <div className={own.control}>{children}</div>
      {note && (
        <div
          id={noteId}
          className={own.note}
          data-kind={isWrong ? 'wrong' : undefined}
          role={isWrong ? 'alert' : undefined}
        >
          {t(note)}
        </div>
      )}
    </div>
  )
}

/** Why the setting cannot be changed here; null if it can. */
export const fixedReason = (key: SettingKey): Text | null => useSettings.getState().info?.fixed[key] ?? null

interface NumberRowProps {
  readonly setting: 'threads' | 'cache_limit'
  readonly name: Text
  readonly placeholder: Text
  readonly note: Text | null
}

/** A number that is stored when the field is left, or with Enter. Empty is the default. */
export function NumberRow({ setting, name, placeholder, note }: NumberRowProps) {
  const t = useText()
  const id = useId()
  const stored = useSettings((s) => s.info!.settings[setting])
  const [typed, setTyped] = useState<string | null>(null)
  const fixed = fixedReason(setting)
  const text = typed ?? (stored === null ? '' : String(stored))
  const value = text.trim() === '' ? null : Number(text)
  const { accepts, expected } = SETTINGS[setting]
  const isWrong = !accepts(value)
  const store = async () => {
    if (typed === null || isWrong) return
    if (value !== stored) await changeSettings({ [setting]: value })
    setTyped(null)
  }
  const wrong: Text = {
    en: `Expected ${expected.en.replace(', or null', '')}, or nothing. The stored value stays.`,
    ko: `필요한 값은 ${expected.ko.replace(' 또는 null', '')}이며 비워 둘 수도 있습니다. 저장된 값은 그대로입니다.`,
  }
  return (
    <Row
      name={name}
      input={id}
      note={fixed ?? (isWrong ? wrong : note)}
      noteId={`${id}-note`}
      isWrong={isWrong}
    >
      <input
        id={id}
        className={own.number}
        inputMode="decimal"
        autoComplete="off"
        disabled={fixed !== null}
        value={text}
        placeholder={t(placeholder)}
        aria-invalid={isWrong}
        aria-describedby={`${id}-note`}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => void store()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void store()
        }}
      />
    </Row>
  )
}

interface FolderRowProps {
  readonly setting: 'runs_folder' | 'cache_folder'
  readonly name: Text
  /** The folder that the engine uses now. */
  readonly used: string | undefined
  readonly note: Text
}

export function FolderRow({ setting, name, used, note }: FolderRowProps) {
  const t = useText()
  const stored = useSettings((s) => s.info!.settings[setting])
  const fixed = fixedReason(setting)
  const path = (fixed ? used : (stored ?? used)) ?? '…'
  return (
    <Row name={name} note={fixed ?? note}>
      <span className={own.path} title={path}>
        <bdi>{path}</bdi>
      </span>
      {!fixed && stored !== null && (
        <button type="button" className={own.small} onClick={() => void changeSettings({ [setting]: null })}>
          {t({ en: 'Default', ko: '기본값' })}
          <span className="hidden-text"> {t(name)}</span>
        </button>
      )}
      {!fixed && (
        <button type="button" className={own.small} onClick={() => void chooseSettingsFolder(setting)}>
          {t({ en: 'Change…', ko: '바꾸기…' })}
          <span className="hidden-text"> {t(name)}</span>
        </button>
      )}
    </Row>
  )
}
