/** A scrollable box that can be reached by keyboard while its content overflows. */
import { useEffect, useRef } from 'react'

interface Props {
  readonly className: string | undefined
  readonly role: 'region' | 'log'
  readonly label: string
  readonly children: React.ReactNode
  /** Stays scrolled to the end while the user is at the end. */
  readonly follow?: boolean
}

export function Scroller({ className, role, label, children, follow = false }: Props) {
  const box = useRef<HTMLElement>(null)
  const atEnd = useRef(true)

  // After every render, since the content may have grown.
  useEffect(() => {
    const element = box.current!
    if (follow && atEnd.current) element.scrollTop = element.scrollHeight
    updateTabIndex(element)
  })
  useEffect(() => {
    const element = box.current!
    const observer = new ResizeObserver(() => {
      if (follow && atEnd.current) element.scrollTop = element.scrollHeight
      updateTabIndex(element)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [follow])

  return (
    <section
      ref={box}
      className={className}
      role={role}
      aria-label={label}
      aria-live={role === 'log' ? 'off' : undefined}
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget
        atEnd.current = scrollHeight - scrollTop - clientHeight < 24
      }}
    >
      {children}
    </section>
  )
}

function updateTabIndex(element: HTMLElement): void {
  const scrolls = element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth
  if (scrolls) element.tabIndex = 0
  else element.removeAttribute('tabindex')
}
