/** The Code tab: the Keras program of the document, following every edit. While the network has errors it marks them, and is not saved. */
import { useEffect, useRef } from 'react'
import { commandOf, runCommand } from '../../commands/commands.ts'
import { analysisOf } from '../../state/analysis.ts'
import { programOf } from '../../state/program.ts'
import { useApp } from '../../state/store.ts'
import { useText } from '../../text.ts'
import { Icon } from '../../ui/icon.tsx'
import { type CodeEditor, codeEditor } from './code-editor.ts'
import { CopyButton } from './copy-button.tsx'
import css from './dock.module.css'

export function CodePanel() {
  const t = useText()
  const code = useApp(programOf)
  const whole = useApp((s) => analysisOf(s).model !== null)
  return (
    <div className={css.sheet}>
      <div className={css.tools}>
        <CopyButton text={code} label={t({ en: 'Copy the program', ko: '프로그램 복사' })} />
        <button
          type="button"
          className={css.button}
          aria-label={t({ en: 'Save the program', ko: '프로그램 저장' })}
          disabled={!whole}
          title={
            whole
              ? undefined
              : t({
                  en: 'Saved once the errors are gone: they are marked in the program.',
                  ko: '오류가 없어지면 저장할 수 있습니다. 오류는 프로그램에 표시되어 있습니다.',
                })
          }
          onClick={() => runCommand(commandOf('save-program'))}
        >
          <Icon name="save" size={14} />
          {t({ en: 'Save', ko: '저장' })}
        </button>
      </div>
      <Editor code={code} />
    </div>
  )
}

function Editor({ code }: { readonly code: string }) {
  const t = useText()
  const label = t({ en: 'Keras program', ko: 'Keras 프로그램' })
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<CodeEditor>(null)
  const first = useRef({ code, label })

  useEffect(() => {
    editor.current = codeEditor(host.current!, first.current.code, first.current.label)
    return () => editor.current?.destroy()
  }, [])
  useEffect(() => editor.current?.show(code), [code])
  useEffect(() => editor.current?.label(label), [label])

  return <div ref={host} className={css.editor} />
}
