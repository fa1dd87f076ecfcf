/** The mark of a node with problems or findings. A click opens the list of them and their fixes. */
import { Popover } from '@mantine/core'
import type { Finding } from '../../../shared/doctor/finding.ts'
import type { Problem } from '../../../shared/model/fix.ts'
import { FindingList } from '../../doctor/finding-body.tsx'
import { ProblemList } from '../../problems/problem-list.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import styles from './problem-mark.module.css'

interface Props {
  readonly node: string
  readonly problems: readonly Problem[]
  readonly findings: readonly Finding[]
  readonly worst: 'error' | 'warning' | 'finding'
}

const countOf = (n: number, word: string): string => (n === 0 ? '' : `${n} ${word}${n === 1 ? '' : 's'}`)

export function ProblemMark({ node, problems, findings, worst }: Props) {
  const t = useText()
  const label = t({
    en: [countOf(problems.length, 'problem'), countOf(findings.length, 'finding')].filter(Boolean).join(', '),
    ko: [problems.length && `문제 ${problems.length}개`, findings.length && `진단 ${findings.length}개`]
      .filter(Boolean)
      .join(', '),
  })
  return (
    <Popover position="right-start" offset={14} width={264} shadow="md" trapFocus withinPortal returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={`${styles.mark} nodrag nopan`}
          data-worst={worst}
          data-node={node}
          aria-label={label}
        >
          <Icon name={worst} size={15} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.card} data-own-keys>
        {problems.length > 0 && <ProblemList problems={problems} />}
        {findings.length > 0 && <FindingList findings={findings} />}
      </Popover.Dropdown>
    </Popover>
  )
}
