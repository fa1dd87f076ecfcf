/** The panel of a group: its name, its repeat count and its content. */
import { Fragment } from 'react'
import { type GroupNode, mainNetwork, type NodeId } from '../../../shared/document/document.ts'
import { labels, renameGroup, setRepeat } from '../../../shared/document/edits.ts'
import { callCount } from '../../../shared/document/groups.ts'
import { MAX_REPEAT } from '../../../shared/document/limits.ts'
import { int } from '../../../shared/fields/index.ts'
import { formatShape } from '../../../shared/graph/shape.ts'
import { commandOf, runCommand } from '../../commands/commands.ts'
import { ProblemList } from '../../problems/problem-list.tsx'
import { useFocusedAnalysis } from '../../state/analysis.ts'
import { useApp, useDocument, useFocusedDocument } from '../../state/store.ts'
import { formatCount } from '../../ui/format.ts'
import { Glyph } from '../../ui/glyph.tsx'
import { useText } from '../../ui/text.ts'
import { FieldRow } from '../fields/field-row.tsx'
import type { Slot } from '../fields/slot.ts'
import styles from './group-panel.module.css'
import { NamedInput } from './named-input.tsx'
import { NodeMenu } from './node-menu.tsx'
import panel from './properties.module.css'
import { SignalsSection } from './signals-section.tsx'

const REPEAT = int({
  min: 1,
  max: MAX_REPEAT,
  default: 1,
  help: {
    en: 'How many times the group is repeated, each time with its own weights.',
    ko: '그룹을 반복하는 횟수. 반복마다 가중치가 따로 있습니다.',
  },
})

function repeatSlot(id: NodeId, repeat: number, problems: Slot['problems']): Slot {
  return {
    name: 'repeat',
    path: 'repeat',
    field: REPEAT,
    value: repeat,
    own: repeat !== 1,
    problems,
    set(value, mode) {
      const read = REPEAT.read(value)
      if (!read.ok) return read.expected
      const { edit, preview } = useApp.getState()
      if (mode === 'preview') preview((d) => setRepeat(d, id, read.value))
      else edit(labels.setRepeat, (d) => setRepeat(d, id, read.value), `repeat:${id}`)
      return null
    },
    ...(repeat !== 1 && {
      reset: () => useApp.getState().edit(labels.setRepeat, (d) => setRepeat(d, id, 1)),
    }),
  }
}

const ACTIONS = ['enter-group', 'ungroup', 'separate-group', 'save-block']

export function GroupPanel({ id }: { readonly id: NodeId }) {
  const t = useText()
  const document = useDocument()
  const focusedDocument = useFocusedDocument()
  const facts = useFocusedAnalysis().nodes.get(id)
  const actions = ACTIONS.map(commandOf)
  const enabled = useApp((s) => actions.map((command) => command.enabled(s)).join())
  const node = mainNetwork(focusedDocument).nodes[id] as GroupNode
  if (!facts?.definition || !facts.group) return null
  const callerCount = callCount(document, node.network)
  const groupProblems = facts.problems.filter((p) => p.field !== 'repeat')
  return (
    <>
      <header className={panel.header}>
        <Glyph definition={facts.definition} size={26} />
        <div>
          <h2>{facts.name}</h2>
          <small>{t({ en: 'Group', ko: '그룹' })}</small>
        </div>
        <NodeMenu />
      </header>
      <SignalsSection id={id} />
      {groupProblems.length > 0 && (
        <div className={panel.section}>
          <ProblemList problems={groupProblems} />
        </div>
      )}
      <section className={panel.section}>
        <NamedInput
          label="name"
          value={facts.name}
          focus="name"
          validate={(name) =>
            name === '' ? { en: 'A group needs a name.', ko: '그룹에는 이름이 있어야 합니다.' } : null
          }
          onName={(name) => useApp.getState().edit(labels.renameGroup, (d) => renameGroup(d, id, name))}
        />
        <FieldRow slot={repeatSlot(id, node.repeat, facts.problems)} />
        <dl className={panel.facts}>
          <dt>{t({ en: 'Layers', ko: '층' })}</dt>
          <dd>
            {formatCount(facts.group.layers)}
            {node.repeat > 1 ? ` × ${formatCount(node.repeat)}` : ''}
          </dd>
          {facts.group.outputs.length > 1 &&
            facts.group.outputs.map((shape, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an output has no id but its index
              <Fragment key={i}>
                <dt>{t({ en: `Output ${i + 1}`, ko: `출력 ${i + 1}` })}</dt>
                <dd>{shape ? formatShape(shape) : '?'}</dd>
              </Fragment>
            ))}
          <dt>{t({ en: 'Parameters', ko: '매개변수' })}</dt>
          <dd>{formatCount(facts.parameters)}</dd>
        </dl>
        {callerCount > 1 && (
          <p className={panel.note}>
            {t({
              en: `${callerCount} groups share this network: a change inside changes all of them. Each has its own weights.`,
              ko: `그룹 ${callerCount}개가 이 신경망을 함께 씁니다. 안을 고치면 모두 바뀝니다. 가중치는 그룹마다 따로 있습니다.`,
            })}
          </p>
        )}
      </section>
      <div className={styles.actions}>
        {actions.map((command, i) =>
          enabled.split(',')[i] === 'true' ? (
            <button key={command.id} type="button" onClick={() => runCommand(command)}>
              {t(command.title)}
            </button>
          ) : null,
        )}
      </div>
    </>
  )
}
