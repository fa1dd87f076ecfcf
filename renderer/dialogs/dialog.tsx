/** The frame of every dialog: it has a title, closes on Esc, and traps the focus. */
import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../ui/text.ts'
import styles from './dialogs.module.css'

interface Props {
  readonly title: string
  readonly size?: number
  readonly onClose: () => void
  readonly children: ReactNode
}

export function Dialog({ title, size = 420, onClose, children }: Props) {
  const t = useText()
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      lockScroll={false}
      centered
      transitionProps={{ duration: 0 }}
      classNames={{
        content: styles.content,
        header: styles.header,
        title: styles.title,
        body: styles.body,
        overlay: styles.overlay,
      }}
      closeButtonProps={{ 'aria-label': t({ en: 'Close', ko: '닫기' }) }}
    >
      {children}
    </Modal>
  )
}
