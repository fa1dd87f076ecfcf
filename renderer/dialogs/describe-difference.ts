/** Describes the difference between two documents. */
import { compareDocuments } from '../../shared/document/compare-documents.ts'
import type { Document } from '../../shared/document/document.ts'
import type { Text } from '../../shared/text.ts'

const layerCount = (n: number) => `${n} ${n === 1 ? 'layer' : 'layers'}`

/** Describes the difference between a document and its file.
 *  @param saved the file's document; `null` where there is no readable file @param hadFile whether it ever had a file */
export function describeDifference(present: Document, saved: Document | null, hadFile: boolean): Text {
  if (!saved) {
    const n = Object.values(present.networks).reduce((sum, net) => sum + Object.keys(net.layers).length, 0)
    return hadFile
      ? {
          en: `${layerCount(n)}; its file cannot be found or read`,
          ko: `층 ${n}개. 파일을 찾거나 읽을 수 없습니다`,
        }
      : { en: `${layerCount(n)}, never saved`, ko: `층 ${n}개, 저장한 적 없음` }
  }
  const { added, removed, changed, edgesDiffer, settingsDiffer } = compareDocuments(saved, present)
  const parts: (Text | false)[] = [
    added.length > 0 && { en: `${layerCount(added.length)} added`, ko: `층 ${added.length}개 추가` },
    removed.length > 0 && { en: `${layerCount(removed.length)} deleted`, ko: `층 ${removed.length}개 삭제` },
    changed.length > 0 && { en: `${layerCount(changed.length)} changed`, ko: `층 ${changed.length}개 변경` },
    edgesDiffer && { en: 'connections changed', ko: '연결 변경' },
    settingsDiffer && { en: 'data or training changed', ko: '데이터나 학습 설정 변경' },
  ]
  const differences = parts.filter((part) => part !== false)
  if (differences.length === 0) return { en: 'The same layers as in the file', ko: '파일과 층이 같습니다' }
  return {
    en: `Compared with the file: ${differences.map((part) => part.en).join(', ')}`,
    ko: `파일과 비교하면: ${differences.map((part) => part.ko).join(', ')}`,
  }
}
