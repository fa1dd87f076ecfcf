/** An error boundary for one part of the window. The rest keeps working and the document is not lost; the boundary shows the error and
 *  the possible actions. */
import { Component, useEffect, useState } from 'react'
import type { Text } from '../../shared/text.ts'
import { commandOf, runCommand } from '../commands/commands.ts'
import { isDraftSaved, saveDraft } from '../state/drafts.ts'
import { canUndo, useApp, useDocument } from '../state/store.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import styles from './boundary.module.css'

interface Props {
  /** States that this part could not be rendered. */
  readonly title: Text
  /** The part is rendered again when one of these values changes. */
  readonly resetKeys?: readonly unknown[]
  /** Shows the message in one line: in place of a bar, or as an overlay for a small element. */
  readonly line?: 'bar' | 'over'
  readonly children: React.ReactNode
}

export function Boundary({ title, resetKeys = [], line, children }: Props) {
  // An edit or an undo may have fixed the error.
  const document = useDocument()
  return (
    <ErrorBoundary
      resetKeys={[document, ...resetKeys]}
      fallback={(reason, onRetry) => <Failed title={title} reason={reason} line={line} onRetry={onRetry} />}
    >
      {children}
    </ErrorBoundary>
  )
}

interface CatchProps {
  /** The failed part is rendered again when one of these values changes. */
  readonly resetKeys: readonly unknown[]
  /** Renders the replacement. */
  fallback(reason: string, onRetry: () => void): React.ReactNode
  /** Called after an error. */
  onError?(reason: string): void
  readonly children: React.ReactNode
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

interface State {
  readonly failed: { readonly reason: string } | null
}

export class ErrorBoundary extends Component<CatchProps, State> {
  override state: State = { failed: null }

  static getDerivedStateFromError(error: unknown): State {
    return { failed: { reason: reasonOf(error) } }
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError?.(reasonOf(error))
  }

  override componentDidUpdate(previous: CatchProps): void {
    const { resetKeys } = this.props
    if (this.state.failed && resetKeys.some((value, i) => value !== previous.resetKeys[i])) this.retry()
  }

  readonly retry = (): void => this.setState({ failed: null })

  override render(): React.ReactNode {
    const { failed } = this.state
    return failed ? this.props.fallback(failed.reason, this.retry) : this.props.children
  }
}

interface FailedProps {
  readonly title: Text
  readonly reason: string
  readonly line: 'bar' | 'over' | undefined
  onRetry(): void
}

function Failed({ title, reason, line, onRetry }: FailedProps) {
  const t = useText()
  const undoable = useApp(canUndo)
  const isSaved = useDraftSaved()
  return (
    <section className={styles.failed} data-line={line} role="alert">
      <p className={styles.title}>
        <Icon name="error" />
        {t(title)}
      </p>
      <p>
        {isSaved
          ? t({
              en: 'Nothing is lost: the document is intact, and unsaved changes are kept as a draft. The rest of the window still works.',
              ko: '문서는 그대로이고 저장하지 않은 변경은 임시 저장되어 있습니다. 창의 나머지는 계속 쓸 수 있습니다.',
            })
          : t({
              en: 'The document is intact, but no draft could be saved: save the document. The rest of the window still works.',
              ko: '문서는 그대로이지만 임시 저장하지 못했습니다. 문서를 저장하세요. 창의 나머지는 계속 쓸 수 있습니다.',
            })}
      </p>
      <code>{reason}</code>
      <div className={styles.buttons}>
        <button type="button" onClick={onRetry}>
          {t({ en: 'Display it again', ko: '다시 표시' })}
        </button>
        {undoable && (
          <button type="button" onClick={() => runCommand(commandOf('undo'))}>
            {t({ en: 'Undo the last step', ko: '마지막 단계 실행 취소' })}
          </button>
        )}
        <button type="button" onClick={() => runCommand(commandOf('save-as'))}>
          {t({ en: 'Save a copy…', ko: '사본 저장…' })}
        </button>
        <button type="button" onClick={() => location.reload()}>
          {t({ en: 'Reload the window', ko: '창 새로고침' })}
        </button>
      </div>
    </section>
  )
}

/** Saves the draft at once. @returns whether it is saved */
function useDraftSaved(): boolean {
  const document = useDocument()
  const [isSaved, setIsSaved] = useState(isDraftSaved)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each document is saved
  useEffect(() => {
    let isCancelled = false
    void saveDraft().then(() => {
      if (!isCancelled) setIsSaved(isDraftSaved())
    })
    return () => {
      isCancelled = true
    }
  }, [document])
  return isSaved
}
