/** What the nodes on the canvas have put out for one row of a run's data, while a person looks at it. Not part of the document. */
import { create } from 'zustand'
import type { Document } from '../../shared/document/document.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { variantsOf } from '../../shared/document/variants.ts'
import type { NodeOutput } from '../../shared/evaluation/node-output.ts'
import type { RunInfo, WeightKind } from '../../shared/ipc/contract/index.ts'
import { analyze } from '../../shared/model/analyze.ts'
import type { Model } from '../../shared/model/model.ts'
import { focusNextFrame } from '../ui/focus.ts'
import { analysisOf } from './analysis.ts'
import { type Action, notify } from './notify.ts'
import { sentencesOf } from './problems.ts'
import { openRunDocument } from './run-document.ts'
import { focusedOn } from './shown-variant.ts'
import { useApp } from './store.ts'
import { showWorkspace } from './workspace.ts'

export interface ShownActivations {
  /** Number of the row, from 0. */
  readonly row: number
  /** By node; inside groups by path. */
  readonly outputs: ReadonlyMap<string, NodeOutput>
  /** What was computed, as text: another network has other outputs. */
  readonly computed: string
}

interface Activations {
  readonly shown: ShownActivations | null
  /** The row that is being computed. */
  readonly pending: number | null
}

export const useActivations = create<Activations>()(() => ({ shown: null, pending: null }))

export const closeActivations = (): void => useActivations.setState({ shown: null })

/** The calls of a model with everything that decides their values but the weights. */
export const computedBy = (model: Model): string =>
  JSON.stringify(
    model.calls.map(({ node, layer, inputs }) => [node, layer.definition.type, layer.props, inputs]),
  )

/** The variant of the open document that has the network; null if none has. */
function variantWith(computed: string): string | null {
  const { history, variant } = useApp.getState()
  const document = history.present
  const isSame = (id: string) => {
    const { model } = analyze(focusedOn(document, id))
    return model !== null && computedBy(model) === computed
  }
  return [variant, ...variantsOf(document)].find(isSame) ?? null
}

/** Shows what each node of the run's network puts out for a row, on the canvas. */
export async function showActivations(info: RunInfo, weights: WeightKind, row: number): Promise<void> {
  const calls = useApp.getState().host?.engine
  if (!calls || useActivations.getState().pending !== null) return
  useActivations.setState({ pending: row })
  try {
    const { document: text, outputs } = await calls.probeRow({ run: info.run, weights, row })
    const trained = parseDocument(text)
    const { model } = analyze(trained)
    const computed = model ? computedBy(model) : ''
    const variant = variantWith(computed)
    if (variant === null) return refuse(info, trained)
    const app = useApp.getState()
    app.showVariant(variant)
    app.enter([])
    compared = null
    useActivations.setState({
      shown: { row, computed, outputs: new Map(outputs.map((output) => [output.node, output])) },
    })
    showWorkspace('design')
    // Not the field that had the focus in Design: Escape ends the view.
    focusNextFrame(() => document.querySelector<HTMLElement>('[data-focus="canvas"]'))
  } catch (error) {
    notify(
      { en: 'The activations could not be computed', ko: '활성값을 계산하지 못했습니다' },
      sentencesOf(error),
    )
  } finally {
    useActivations.setState({ pending: null })
  }
}

/** The open document has another network than the run. */
function refuse({ owner }: RunInfo, document: Document): void {
  const { file, realPath } = useApp.getState()
  const path = owner && 'path' in owner && ![file.path, realPath].includes(owner.path) ? owner.path : null
  const open: Action[] =
    path === null
      ? []
      : [{ label: { en: 'Open its document', ko: '문서 열기' }, run: () => openRunDocument(path) }]
  notify(
    { en: 'The network is not that of the run', ko: '학습한 신경망과 다릅니다' },
    [
      path === null
        ? {
            en: `“${document.name}” was changed since this run, so that its nodes have other outputs. Undo the changes, or train again.`,
            ko: `“${document.name}”을(를) 학습한 뒤에 신경망이 바뀌어 노드의 출력이 다릅니다. 되돌리거나 다시 학습하세요.`,
          }
        : {
            en: 'The activations are shown in the document of the run.',
            ko: '활성값은 학습의 문서에서 볼 수 있습니다.',
          },
    ],
    { actions: open },
  )
}

/** The last model that was compared: a drag does not change it. */
let compared: Model | null = null

// An edit of the network gives its nodes other outputs.
useApp.subscribe((state, previous) => {
  const { shown } = useActivations.getState()
  if (shown === null || (state.history === previous.history && state.variant === previous.variant)) return
  const { model } = analysisOf(state)
  if (model !== null && model === compared) return
  compared = model
  if (model === null || computedBy(model) !== shown.computed) closeActivations()
})
