/** The left of the Runs workspace: the search, and which runs the table has. */
import { Menu } from '@mantine/core'
import { useRef } from 'react'
import type { Text } from '../../shared/text.ts'
import { emptyTrash, restoreAll, type Scope, useRunList } from '../state/run-list.ts'
import { useApp } from '../state/store.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import styles from './scopes.module.css'
import { useOwnVariants, useScopeCount } from './use-runs.ts'

const QUERY_HELP: Text = {
  en: 'Words, /patterns/, and conditions such as val_accuracy>0.88, optimizer=adam, Dense.units:300, tag:baseline, is:starred',
  ko: '단어, /정규식/, 그리고 val_accuracy>0.88, optimizer=adam, Dense.units:300, tag:baseline, is:starred 같은 조건',
}

export function Scopes() {
  const t = useText()
  const name = useApp((s) => s.file.name)
  const variants = useOwnVariants()
  const countOf = useScopeCount()
  const scope = (entry: Scope, title: string, depth = 0) => (
    <ScopeButton
      key={JSON.stringify(entry)}
      scope={entry}
      title={title}
      count={countOf(entry)}
      depth={depth}
    />
  )
  return (
    <>
      <Search />
      <nav aria-label={t({ en: 'Which runs', ko: '어느 학습 기록' })}>
        {scope({ kind: 'all' }, t({ en: 'All documents', ko: '모든 문서' }))}
        <h3 className={styles.title}>{t({ en: 'This document', ko: '이 문서' })}</h3>
        {scope({ kind: 'document' }, name)}
        {variants.length > 1 && variants.map((each) => scope({ kind: 'variant', name: each }, each, 1))}
        <h3 className={styles.title}>{t({ en: 'Marked', ko: '표시' })}</h3>
        {scope({ kind: 'starred' }, t({ en: 'Starred', ko: '별표' }))}
        <h3 className={styles.title}>{t({ en: 'State', ko: '상태' })}</h3>
        {scope({ kind: 'state', state: 'training' }, t({ en: 'Training', ko: '학습 중' }))}
        {scope({ kind: 'state', state: 'finished' }, t({ en: 'Finished', ko: '완료' }))}
        {scope({ kind: 'state', state: 'interrupted' }, t({ en: 'Interrupted', ko: '중단됨' }))}
      </nav>
      <Trash />
    </>
  )
}

function Search() {
  const t = useText()
  const query = useRunList((s) => s.query)
  const input = useRef<HTMLInputElement>(null)
  const label = t({ en: 'Find a run', ko: '학습 기록 찾기' })
  return (
    <div className={styles.search}>
      <Icon name="search" size={14} />
      <input
        ref={input}
        id="run-search"
        type="text"
        value={query}
        placeholder={label}
        aria-label={label}
        title={t(QUERY_HELP)}
        spellCheck={false}
        onChange={(event) => useRunList.setState({ query: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || query === '') return
          event.preventDefault()
          event.stopPropagation()
          useRunList.setState({ query: '' })
        }}
      />
      {query === '' ? (
        <kbd>/</kbd>
      ) : (
        <button
          type="button"
          className={ui.iconButton}
          aria-label={t({ en: 'Clear the search', ko: '검색 지우기' })}
          onClick={() => {
            useRunList.setState({ query: '' })
            input.current?.focus()
          }}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </div>
  )
}

interface ScopeButtonProps {
  readonly scope: Scope
  readonly title: string
  readonly count: number
  readonly depth: number
}

function ScopeButton({ scope, title, count, depth }: ScopeButtonProps) {
  const isShown = useRunList((s) => JSON.stringify(s.scope) === JSON.stringify(scope))
  return (
    <button
      type="button"
      className={styles.scope}
      data-depth={depth || undefined}
      aria-current={isShown || undefined}
      onClick={() => useRunList.setState({ scope })}
    >
      <span>{title}</span>
      <small>{count}</small>
    </button>
  )
}

function Trash() {
  const t = useText()
  const count = useRunList((s) => s.trashed)
  const hasSystemTrash = useApp((s) => s.hostInfo?.dialogs === 'native')
  if (count === 0) return null
  return (
    <Menu position="top-start" width={230} withinPortal>
      <Menu.Target>
        <button type="button" className={styles.trash}>
          <Icon name="trash" size={14} />
          <span>{t({ en: 'Trash', ko: '휴지통' })}</span>
          <small>{count}</small>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void restoreAll()}>
          {t({ en: `Move ${count} back`, ko: `${count}개 되돌리기` })}
        </Menu.Item>
        <Menu.Item color="red" onClick={() => void emptyTrash()}>
          {hasSystemTrash
            ? t({ en: `Move ${count} into the system’s trash`, ko: `${count}개를 시스템 휴지통으로` })
            : t({ en: `Delete ${count} for ever`, ko: `${count}개 완전히 지우기` })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
