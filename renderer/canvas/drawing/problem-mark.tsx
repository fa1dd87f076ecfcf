/** The mark of a node with problems. A click opens the list of problems and their fixes. */
import { Popover } from '@mantine/core'
import type { Problem } from '../../../shared/model/fix.ts'
import { ProblemList } from '../../problems/problem-list.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import styles from './problem-mark.module.css'

interface Props {
  readonly node: string
  readonly problems: readonly Problem[]
  readonly worst: 'error' | 'warning'
}

export function ProblemMark({ node, problems, worst }: Props) {
  const t = useText()
  const label = t({
    en: problems.length === 1 ? '1 problem' : `${problems.length} problems`,
    ko: `문제 ${problems.length}개`,
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
        <ProblemList problems={problems} />
      </Popover.Dropdown>
    </Popover>
  )
}
