/** The box of what the tour points at, which follows it while it moves. */
import { useEffect, useState } from 'react'

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Without an element in view: the middle of the lower edge. */
const fallback = (): Box => ({ left: innerWidth / 2, top: innerHeight - 40, width: 0, height: 0 })

function boxOf(anchors: readonly string[]): Box {
  const found = anchors
    .flatMap((selector) => [...document.querySelectorAll(selector)])
    .find((each) => each.checkVisibility({ checkVisibilityCSS: true }))
  if (!found) return fallback()
  const { left, top, right, bottom } = found.getBoundingClientRect()
  const [x, y] = [Math.max(0, left), Math.max(0, top)]
  const [width, height] = [Math.min(right, innerWidth) - x, Math.min(bottom, innerHeight) - y]
  // Beside a large area there is no room: the card stands in it.
  if (height > innerHeight / 2) return { left: x + width / 2, top: y + height / 8, width: 0, height: 0 }
  return { left: x, top: y, width: Math.max(0, width), height: Math.max(0, height) }
}

const isSame = (a: Box, b: Box): boolean =>
  a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height

/** @param anchors selectors, of which the first with a visible element counts */
export function useAnchorBox(anchors: readonly string[]): Box {
  const [box, setBox] = useState(() => boxOf(anchors))
  useEffect(() => {
    let frame = 0
    const look = () => {
      setBox((known) => {
        const next = boxOf(anchors)
        return isSame(known, next) ? known : next
      })
      frame = requestAnimationFrame(look)
    }
    look()
    return () => cancelAnimationFrame(frame)
  }, [anchors])
  return box
}
