/** The content of an empty canvas: what to do first, and the examples. */
import { openExample } from '../../state/files.ts'
import { useApp } from '../../state/store.ts'
import { useText } from '../../ui/text.ts'
import styles from './empty-canvas.module.css'

export function EmptyCanvas() {
  const t = useText()
  const examples = useApp((s) => s.examples)
  return (
    <div className={styles.empty}>
      <h2>{t({ en: 'Draw a network', ko: '신경망을 그려 보세요' })}</h2>
      <p>
        {t({
          en: 'Drag an Input from the left, or press / and type its name. Each layer you add follows the selected one.',
          ko: '왼쪽에서 Input을 끌어 놓거나 / 키를 누르고 이름을 입력하세요. 추가한 층은 선택한 층 뒤에 이어집니다.',
        })}
      </p>
      {examples.length > 0 && (
        <>
          <h3>{t({ en: 'Or start from an example', ko: '예제에서 시작하기' })}</h3>
          <ul>
            {examples.map((example) => (
              <li key={example.id}>
                <button type="button" onClick={() => void openExample(example.id)}>
                  {example.title}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
