/** The panel of the network, shown when nothing is selected: its data and its training. */
import type { Document } from '../../../shared/document/document.ts'
import { labels, setData, setDataSource, setTraining } from '../../../shared/document/edits.ts'
import { sourceField, splitFields, trainingFields } from '../../../shared/document/settings.ts'
import { type Field, type Fields, toJson } from '../../../shared/fields/index.ts'
import { describeValue, type Json } from '../../../shared/json.ts'
import type { Problem } from '../../../shared/model/fix.ts'
import type { Text } from '../../../shared/text.ts'
import { commandOf, runCommand } from '../../commands/commands.ts'
import { useAnalysis } from '../../state/analysis.ts'
import { chooseData } from '../../state/choose-data.ts'
import { useHints } from '../../state/hints.ts'
import { type SectionId, sectionOf } from '../../state/sections.ts'
import { useApp, useDocument } from '../../state/store.ts'
import { useText } from '../../ui/text.ts'
import { FieldRow } from '../fields/field-row.tsx'
import type { ChangeMode, Slot } from '../fields/slot.ts'
import { DataErrors, DataFacts } from './data-facts.tsx'
import styles from './properties.module.css'
import { Section, Settings } from './section.tsx'
import { dataSummary, stopsSummary, trainingSummary } from './section-summaries.ts'

type Apply = (document: Document, value: Json) => Document

/** Changes a setting. Settings have no node on which a problem could be shown, so the input refuses an invalid value. */
function changeSetting(
  field: Field,
  name: string,
  label: Text,
  apply: Apply,
  value: Json,
  mode: ChangeMode,
  burst: string,
): Text | null {
  const read = field.read(value)
  if (!read.ok) {
    const fieldPath = read.at ? `${name}.${read.at}` : name
    return {
      en: `${fieldPath} must be ${read.expected.en}; received ${describeValue(valueAt(value, read.at))}.`,
      ko: `${fieldPath}에는 ${read.expected.ko} 값이 필요한데 현재 값은 ${describeValue(valueAt(value, read.at))}입니다.`,
    }
  }
  const app = useApp.getState()
  if (mode === 'preview') app.preview((d) => apply(d, value))
  else app.edit(label, (d) => apply(d, value), mode === 'step' ? burst : undefined)
  return null
}

/** The invalid value inside a config: `at` is `learning_rate` or `0.patience`. */
const valueAt = (value: unknown, at: string | undefined): unknown =>
  (at?.split('.') ?? []).reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : inner,
    value,
  )

function slotsOf(
  fields: Fields,
  values: { readonly [name: string]: unknown },
  problems: readonly Problem[],
  prefix: string,
  set: (path: string) => { readonly label: Text; readonly apply: Apply },
): readonly Slot[] {
  return Object.entries(fields).map(([name, raw]) => {
    const field = raw as Field
    const value = toJson(field, values[name])
    const fallback = toJson(field, field.default)
    const own = JSON.stringify(value) !== JSON.stringify(fallback)
    const path = `${prefix}${name}`
    const { label, apply } = set(name)
    return {
      name,
      path,
      field,
      value,
      own,
      problems,
      set: (next, mode) => changeSetting(field, name, label, apply, next, mode, path),
      ...(own
        ? { reset: () => void changeSetting(field, name, label, apply, fallback, 'commit', path) }
        : {}),
    }
  })
}

/** Fields that the summaries of the sections mention. */
const ALWAYS_SHOWN = {
  data: ['source', 'path', 'target', 'images', 'labels'],
  training: ['optimizer', 'learning_rate', 'batch_size', 'epochs'],
} as const

const isSettings = (p: Problem): boolean => p.node === null

export function NetworkPanel() {
  const t = useText()
  const document = useDocument()
  const dataState = useApp((s) => s.data)
  const hints = useHints(null)
  const problems = [...useAnalysis().problems.filter(isSettings), ...hints]
  const { data, training } = document
  const sourceSlot: Slot = {
    name: 'source',
    path: 'data.source',
    field: { ...sourceField, optional: true } as Field,
    value: data ? toJson(sourceField, data.source) : null,
    own: data !== null,
    problems,
    set(value, mode) {
      if (value !== null) {
        const read = sourceField.read(value)
        if (!read.ok) return read.expected
      }
      const app = useApp.getState()
      const recipe = (d: Document) => setDataSource(d, value)
      if (mode === 'preview') app.preview(recipe)
      else app.edit(labels.setDataSource, recipe, mode === 'step' ? 'data.source' : undefined)
      return null
    },
  }
  const trainingSlots = slotsOf(trainingFields, { ...training }, problems, '', (path) => ({
    label: labels.setTraining(path),
    apply: (d, value) => setTraining(d, path, value),
  }))
  const splitSlots = data
    ? slotsOf(splitFields, { ...data.split }, problems, 'split.', (path) => ({
        label: labels.setData(path),
        apply: (d, value) => setData(d, `split.${path}`, value),
      }))
    : []
  const problemsIn = (id: SectionId) => problems.filter((p) => p.field !== null && sectionOf(p.field) === id)
  return (
    <>
      <header className={styles.header}>
        <div>
          <h2>{t({ en: 'Network', ko: '신경망' })}</h2>
          <small>{t({ en: 'Data and training', ko: '데이터와 학습' })}</small>
        </div>
      </header>
      <Section
        id="data"
        title={{ en: 'Data', ko: '데이터' }}
        summary={dataSummary(data, dataState)}
        problems={problemsIn('data')}
        always={data === null ? <ChooseData /> : <DataErrors />}
      >
        <Settings id="data" slots={[sourceSlot, ...splitSlots]} alwaysShown={ALWAYS_SHOWN.data} />
        <DataFacts />
        <CommandButton id="go-to-data" />
      </Section>
      <Section
        id="training"
        title={{ en: 'Training', ko: '학습' }}
        summary={trainingSummary(training)}
        problems={problemsIn('training')}
      >
        <Settings
          id="training"
          slots={trainingSlots.filter(({ path }) => sectionOf(path) === 'training')}
          alwaysShown={ALWAYS_SHOWN.training}
        />
        <CommandButton id="find-rate" />
        <CommandButton id="cost" />
      </Section>
      <Section
        id="stops"
        title={{ en: 'Stops', ko: '종료' }}
        summary={stopsSummary(training)}
        problems={problemsIn('stops')}
      >
        {trainingSlots
          .filter(({ path }) => sectionOf(path) === 'stops')
          .map((slot) => (
            <FieldRow key={slot.path} slot={slot} />
          ))}
      </Section>
    </>
  )
}

function ChooseData() {
  const t = useText()
  return (
    <div className={styles.below}>
      <button type="button" className={styles.action} onClick={chooseData}>
        {t({ en: 'Choose data…', ko: '데이터 고르기…' })}
      </button>
    </div>
  )
}

function CommandButton({ id }: { readonly id: string }) {
  const t = useText()
  const command = commandOf(id)
  const enabled = useApp(command.enabled)
  return (
    <button type="button" className={styles.action} disabled={!enabled} onClick={() => runCommand(command)}>
      {t(command.title)}
    </button>
  )
}
