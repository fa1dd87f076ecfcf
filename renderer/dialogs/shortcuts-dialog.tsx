/** All shortcuts by topic, and the mouse and touch gestures of the canvas and of curves. */
import type { Text } from '../../shared/text.ts'
import { topics } from '../commands/commands.ts'
import { formatShortcut, isMac } from '../commands/shortcut.ts'
import { useApp } from '../state/store.ts'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import { Dialog } from './dialog.tsx'
import styles from './shortcuts-dialog.module.css'

const mod = isMac ? '⌘' : 'Ctrl'

interface Gesture {
  readonly what: Text
  readonly how: Text
}

const CANVAS_GESTURES: readonly Gesture[] = [
  {
    what: { en: 'Move the view', ko: '화면 옮기기' },
    how: { en: 'Drag the canvas', ko: '캔버스 끌기' },
  },
  {
    what: { en: 'Zoom', ko: '확대·축소' },
    how: { en: 'Wheel or pinch', ko: '휠 또는 두 손가락' },
  },
  {
    what: { en: 'Select with a box', ko: '상자로 선택' },
    how: { en: 'Shift and drag', ko: 'Shift 누르고 끌기' },
  },
  {
    what: { en: 'Add to the selection', ko: '선택에 더하기' },
    how: { en: `${mod} and click`, ko: `${mod} 누르고 클릭` },
  },
  {
    what: { en: 'Add a layer', ko: '층 추가' },
    how: { en: 'Double-click the canvas', ko: '캔버스 두 번 클릭' },
  },
  {
    what: { en: 'Add the next layer', ko: '다음 층 추가' },
    how: { en: 'Drop a connection on the canvas', ko: '연결선을 빈 곳에 놓기' },
  },
  {
    what: { en: 'Insert a layer', ko: '사이에 층 끼우기' },
    how: { en: 'Drop it on a connection', ko: '연결선 위에 놓기' },
  },
  {
    what: { en: 'Move a connection', ko: '연결 옮기기' },
    how: { en: 'Drag its end', ko: '연결선 끝을 끌기' },
  },
  {
    what: { en: 'Move the selection', ko: '선택 항목 옮기기' },
    how: { en: 'Arrow keys, Shift for larger steps', ko: '화살표, Shift로 더 멀리' },
  },
  {
    what: { en: 'Collapse or expand the panel below', ko: '아래 패널 접고 펼치기' },
    how: { en: 'Double-click its top edge', ko: '위쪽 가장자리 두 번 클릭' },
  },
  {
    what: { en: 'Select the layer of a line of code', ko: '코드 줄의 층 선택' },
    how: { en: 'Click the line, or Enter on it', ko: '줄을 클릭하거나 Enter' },
  },
]

const CURVE_GESTURES: readonly Gesture[] = [
  {
    what: { en: 'Zoom to a part', ko: '일부만 확대' },
    how: { en: 'Drag across it', ko: '그 부분을 끌기' },
  },
  {
    what: { en: 'Zoom', ko: '확대·축소' },
    how: { en: 'Wheel, pinch, + or −', ko: '휠, 두 손가락, + 또는 −' },
  },
  {
    what: { en: 'Move the view', ko: '화면 옮기기' },
    how: {
      en: 'Shift and drag, the middle button, or Shift and arrows',
      ko: 'Shift 누르고 끌기, 가운데 단추, 또는 Shift와 화살표',
    },
  },
  {
    what: { en: 'Move the cursor', ko: '커서 옮기기' },
    how: { en: 'Left and Right', ko: '왼쪽과 오른쪽 화살표' },
  },
  {
    what: { en: 'Show all', ko: '전체 보기' },
    how: { en: 'Double-click, or 0', ko: '두 번 클릭 또는 0' },
  },
]

const GESTURES: readonly { readonly where: Text; readonly gestures: readonly Gesture[] }[] = [
  { where: { en: 'On the canvas', ko: '캔버스에서' }, gestures: CANVAS_GESTURES },
  { where: { en: 'On the curves of runs', ko: '학습 기록의 곡선에서' }, gestures: CURVE_GESTURES },
]

export function ShortcutsDialog() {
  const t = useText()
  const close = () => useApp.setState({ dialog: null })
  return (
    <Dialog title={t({ en: 'Shortcuts and gestures', ko: '단축키와 조작법' })} size={760} onClose={close}>
      <div className={styles.sheet}>
        {topics.map((topic) => (
          <section key={topic.title.en}>
            <h3>{t(topic.title)}</h3>
            <dl>
              {topic.commands
                .filter((c) => c.shortcuts.length > 0)
                .map((c) => (
                  <div key={c.id}>
                    <dt>{t(c.title)}</dt>
                    <dd>
                      {c.shortcuts.map((key) => (
                        <kbd key={key} className={ui.key}>
                          {formatShortcut(key)}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        {GESTURES.map(({ where, gestures }) => (
          <section key={where.en}>
            <h3>{t(where)}</h3>
            <dl>
              {gestures.map(({ what, how }) => (
                <div key={what.en}>
                  <dt>{t(what)}</dt>
                  <dd>{t(how)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
