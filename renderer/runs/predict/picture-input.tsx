/** The picture that the network gets: drawn by pointer or keyboard, opened, dropped or pasted, or one of the data. */
import { useEffect, useRef, useState } from 'react'
import { type PictureSize, pictureSize } from '../../../shared/data/pictures.ts'
import type { Text } from '../../../shared/text.ts'
import { setPicture, usePredictions } from '../../state/predictions.ts'
import buttons from '../../ui/button.module.css'
import { Segments } from '../../ui/segments.tsx'
import { useText } from '../../ui/text.ts'
import { type Brush, type Point, paintStroke } from './brush.ts'
import { type Fitting, findFitting, fitPicture, type Rgba } from './fit-picture.ts'
import styles from './picture-input.module.css'
import shared from './predict.module.css'

const TOOLS = ['thin', 'thick', 'eraser'] as const
type Tool = (typeof TOOLS)[number]
const TOOL_NAMES: { readonly [T in Tool]: Text } = {
  thin: { en: 'thin', ko: '가늘게' },
  thick: { en: 'thick', ko: '굵게' },
  eraser: { en: 'eraser', ko: '지우개' },
}
const RADII: { readonly [T in Tool]: number } = { thin: 0.7, thick: 1.4, eraser: 1.4 }

interface Opened {
  readonly name: string
  readonly picture: Rgba
  readonly fitting: Fitting
}

export function PictureInput() {
  const t = useText()
  const shape = usePredictions((s) => s.inputs?.shape)
  const size = shape && pictureSize(shape)
  const row = usePredictions((s) => s.row)
  const [opened, setOpened] = useState<Opened | null>(null)
  const [problem, setProblem] = useState<Text | null>(null)
  const [tool, setTool] = useState<Tool>('thick')
  const file = useRef<HTMLInputElement>(null)
  // A row of the data has taken the place of the file.
  useEffect(() => {
    if (row) setOpened(null)
  }, [row])
  if (!size)
    return (
      <p className={shared.hint}>
        {t({
          en: 'The rows of this network are no pictures that can be drawn.',
          ko: '이 신경망이 받는 행은 그릴 수 있는 그림이 아닙니다.',
        })}
      </p>
    )
  const open = async (blob: File) => {
    try {
      const picture = await decode(blob, size)
      const fitting = findFitting(picture, usePredictions.getState().sample, size)
      setOpened({ name: blob.name, picture, fitting })
      setProblem(null)
      setPicture(fitPicture(picture, size, fitting), true)
    } catch {
      setProblem({
        en: `${blob.name} is not a picture that can be shown here. Open a PNG or JPEG file.`,
        ko: `${blob.name}은(는) 여기서 볼 수 있는 그림이 아닙니다. PNG나 JPEG 파일을 여세요.`,
      })
    }
  }
  const refit = (changes: Partial<Fitting>) => {
    if (!opened) return
    const fitting = { ...opened.fitting, ...changes }
    setOpened({ ...opened, fitting })
    setPicture(fitPicture(opened.picture, size, fitting), true)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a picture may be dropped or pasted anywhere here; the button does the same
    <div
      className={styles.drawing}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        const [dropped] = event.dataTransfer.files
        if (!dropped) return
        // The window leaves the file to this place.
        event.preventDefault()
        void open(dropped)
      }}
      onPaste={(event) => {
        const [pasted] = event.clipboardData.files
        if (!pasted) return
        event.preventDefault()
        void open(pasted)
      }}
    >
      <Canvas size={size} brush={{ radius: RADII[tool], isErasing: tool === 'eraser' }} />
      <div className={styles.tools}>
        <Segments
          label={t({ en: 'Brush', ko: '붓' })}
          values={TOOLS}
          value={tool}
          nameOf={(each) => t(TOOL_NAMES[each])}
          onChange={setTool}
        />
        <button
          type="button"
          className={buttons.button}
          onClick={() => {
            setOpened(null)
            setPicture(new Uint8Array(size.width * size.height * size.channels), true)
          }}
        >
          {t({ en: 'Clear', ko: '모두 지우기' })}
        </button>
        <button type="button" className={buttons.button} onClick={() => file.current?.click()}>
          {t({ en: 'Open a picture…', ko: '그림 열기…' })}
        </button>
        <input
          ref={file}
          type="file"
          accept="image/png,image/jpeg,image/webp,image/bmp,image/gif"
          hidden
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? []
            currentTarget.value = ''
            if (chosen) void open(chosen)
          }}
        />
        {opened && (
          <fieldset className={`${styles.fitting} ${shared.checks}`}>
            <legend>{opened.name}</legend>
            <Choice
              name={t({ en: 'Inverted: bright becomes dark', ko: '밝기 반전: 밝은 곳을 어둡게' })}
              isOn={opened.fitting.isInverted}
              onChange={(isInverted) => refit({ isInverted })}
            />
            <Choice
              name={t({ en: 'Plain ground around it cut off', ko: '둘레의 빈 배경 자르기' })}
              isOn={opened.fitting.isTrimmed}
              onChange={(isTrimmed) => refit({ isTrimmed })}
            />
          </fieldset>
        )}
        {problem && (
          <p className={shared.problem} role="alert">
            {t(problem)}
          </p>
        )}
      </div>
    </div>
  )
}

function Choice(props: {
  readonly name: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}) {
  return (
    <label>
      <input
        type="checkbox"
        checked={props.isOn}
        onChange={({ currentTarget }) => props.onChange(currentTarget.checked)}
      />
      {props.name}
    </label>
  )
}

/** Pixels of a side that are enough for every shape that is drawn. */
const MAX_SIDE = 1024

async function decode(file: Blob, size: PictureSize): Promise<Rgba> {
  const bitmap = await createImageBitmap(file)
  const limit = Math.max(MAX_SIDE, size.width, size.height)
  const scale = Math.min(1, limit / Math.max(bitmap.width, bitmap.height))
  const width = Math.max(1, Math.round(bitmap.width * scale))
  const height = Math.max(1, Math.round(bitmap.height * scale))
  const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')!
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  return context.getImageData(0, 0, width, height)
}

/** Height of the canvas on the screen, in CSS pixels. */
const HEIGHT = 140

function Canvas({ size, brush }: { readonly size: PictureSize; readonly brush: Brush }) {
  const t = useText()
  const pixels = usePredictions((s) => s.picture)
  const canvas = useRef<HTMLCanvasElement>(null)
  const previous = useRef<Point | null>(null)
  const [cursor, setCursor] = useState<Point | null>(null)
  const { width, height, channels } = size
  useEffect(() => {
    if (!pixels) return
    const image = new ImageData(width, height)
    for (let i = 0; i < width * height; i++) {
      for (let c = 0; c < 3; c++) image.data[4 * i + c] = pixels[channels * i + (channels === 3 ? c : 0)]!
      image.data[4 * i + 3] = 255
    }
    canvas.current?.getContext('2d')?.putImageData(image, 0, 0)
  }, [pixels, width, height, channels])
  if (!pixels) return null
  const stroke = (from: Point, to: Point, own = brush) => setPicture(paintStroke(pixels, size, from, to, own))
  const pointOf = (event: React.PointerEvent<HTMLCanvasElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect()
    return {
      x: ((event.clientX - box.left) / box.width) * width,
      y: ((event.clientY - box.top) / box.height) * height,
    }
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const at = cursor ?? { x: Math.floor(width / 2) + 0.5, y: Math.floor(height / 2) + 0.5 }
    const step = STEPS[event.key]
    if (step) {
      const x = Math.min(width - 0.5, Math.max(0.5, at.x + step.x))
      const y = Math.min(height - 0.5, Math.max(0.5, at.y + step.y))
      setCursor(cursor ? { x, y } : at)
    } else if (event.key === ' ') {
      setCursor(at)
      stroke(at, at)
    } else if (event.key === 'Backspace') {
      setCursor(at)
      stroke(at, at, { ...brush, isErasing: true })
    } else if (event.key === 'Delete') setPicture(new Uint8Array(pixels.length), true)
    else return
    event.preventDefault()
  }
  const value = cursor ? pixels[(Math.floor(cursor.y) * width + Math.floor(cursor.x)) * channels] : undefined
  return (
    <div className={styles.canvas} style={{ height: HEIGHT, width: (HEIGHT * width) / height }}>
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it has keys of its own */}
      <canvas
        ref={canvas}
        width={width}
        height={height}
        tabIndex={0}
        role="application"
        data-focus="picture"
        aria-label={t({
          en: `Picture of ${width} by ${height} pixels. Arrows move the cursor, Space paints, Backspace erases, Delete clears all.`,
          ko: `${width}×${height} 픽셀 그림. 화살표로 커서를 옮기고 스페이스로 칠하고 백스페이스로 지우며 Delete로 모두 지웁니다.`,
        })}
        onKeyDown={onKeyDown}
        onBlur={() => setCursor(null)}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          const at = pointOf(event)
          previous.current = at
          setCursor(null)
          stroke(at, at)
        }}
        onPointerMove={(event) => {
          if (!previous.current) return
          const at = pointOf(event)
          stroke(previous.current, at)
          previous.current = at
        }}
        onPointerUp={() => {
          previous.current = null
        }}
        onLostPointerCapture={() => {
          previous.current = null
        }}
      />
      {cursor && (
        <i
          className={styles.cursor}
          style={{
            left: `${(100 * Math.floor(cursor.x)) / width}%`,
            top: `${(100 * Math.floor(cursor.y)) / height}%`,
            width: `${100 / width}%`,
            height: `${100 / height}%`,
          }}
        />
      )}
      <span className="hidden-text" role="status">
        {cursor &&
          t({
            en: `row ${Math.floor(cursor.y) + 1}, column ${Math.floor(cursor.x) + 1}: ${value}`,
            ko: `${Math.floor(cursor.y) + 1}행 ${Math.floor(cursor.x) + 1}열: ${value}`,
          })}
      </span>
    </div>
  )
}

const STEPS: { readonly [key: string]: Point } = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}
