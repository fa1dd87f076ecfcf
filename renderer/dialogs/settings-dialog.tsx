/** The settings of the person, for all windows. Each is stored as it is changed, and says when it takes effect. */
import { useEffect, useId } from 'react'
import { type Text, untranslated } from '../../shared/text.ts'
import { appearanceOf } from '../state/preferences.ts'
import { changeSettings, isTraining, readSettings, restartEngine, useSettings } from '../state/settings.ts'
import { useApp } from '../state/store.ts'
import { formatBytes } from '../ui/format.ts'
import { Segments } from '../ui/segments.tsx'
import { useText } from '../ui/text.ts'
import { Dialog } from './dialog.tsx'
import styles from './dialogs.module.css'
import own from './settings.module.css'
import { FolderRow, fixedReason, NumberRow, Row, Section } from './settings-rows.tsx'

const GIGABYTE = 2 ** 30

export function SettingsDialog() {
  const t = useText()
  const info = useSettings((s) => s.info)
  const problems = useSettings((s) => s.problems)
  const connected = useApp((s) => s.lostConnection === null)
  useEffect(() => {
    if (connected) void readSettings()
  }, [connected])
  const close = () => useApp.setState({ dialog: null })
  return (
    <Dialog title={t({ en: 'Settings', ko: '설정' })} size={640} onClose={close}>
      <Appearance />
      {info && (
        <>
          <Training />
          <Storage />
          <Updates />
        </>
      )}
      <div className={own.footer}>
        <Outdated />
        {[...(info?.problems.map(({ message }) => message) ?? []), ...problems].map((text) => (
          <p key={text.en} className={own.notice} role="alert">
            <span>{t(text)}</span>
          </p>
        ))}
        <div className={styles.buttons}>
          <button
            type="button"
            className={styles.button}
            onClick={() => useApp.setState({ dialog: { kind: 'report' } })}
          >
            {t({ en: 'Report a problem…', ko: '문제 신고…' })}
          </button>
          <span className={styles.fill} />
          <button type="button" className={styles.button} onClick={close}>
            {t({ en: 'Close', ko: '닫기' })}
          </button>
        </div>
      </div>
    </Dialog>
  )
}

const LANGUAGES = {
  system: { en: 'As the system', ko: '시스템과 같게' },
  en: untranslated('English'),
  ko: untranslated('한국어'),
}
const THEMES = {
  system: LANGUAGES.system,
  light: { en: 'Light', ko: '밝게' },
  dark: { en: 'Dark', ko: '어둡게' },
}
const DEVICES = {
  cpu: { en: 'Processor', ko: '프로세서(CPU)' },
  gpu: { en: 'Graphics card', ko: '그래픽 카드(GPU)' },
}

function Appearance() {
  const t = useText()
  const chosen = useApp((s) => s.chosen)
  const [language, theme]: readonly Text[] = [
    { en: 'Language', ko: '언어' },
    { en: 'Theme', ko: '화면 색' },
  ]
  return (
    <Section title={{ en: 'Appearance', ko: '모양' }}>
      <Row name={language!}>
        <Segments
          label={t(language!)}
          values={['system', 'en', 'ko']}
          value={chosen.language}
          nameOf={(value) => t(LANGUAGES[value])}
          onChange={(value) => useApp.setState(appearanceOf({ ...chosen, language: value }))}
        />
      </Row>
      <Row name={theme!}>
        <Segments
          label={t(theme!)}
          values={['system', 'light', 'dark']}
          value={chosen.theme}
          nameOf={(value) => t(THEMES[value])}
          onChange={(value) => useApp.setState(appearanceOf({ ...chosen, theme: value }))}
        />
      </Row>
    </Section>
  )
}

function Training() {
  const t = useText()
  const device = useSettings((s) => s.info!.settings.device)
  const threads = useSettings((s) => s.engine?.threads)
  const fixed = fixedReason('device')
  const name: Text = { en: 'Computes on', ko: '계산 장치' }
  return (
    <Section title={{ en: 'Training', ko: '학습' }}>
      <NumberRow
        setting="threads"
        name={{ en: 'Threads', ko: '스레드 수' }}
        placeholder={{ en: 'all', ko: '모두' }}
        note={
          threads === undefined
            ? null
            : {
                en: `In use: ${threads}. Empty: one for each processor core. Parquet and JSON files are read by two at most, and the portable runtime has one.`,
                ko: `현재 ${threads}개. 비워 두면 CPU 코어마다 하나입니다. Parquet와 JSON 파일은 최대 둘로 읽고, 이식형 런타임은 하나만 씁니다.`,
              }
        }
      />
      <Row
        name={name}
        note={
          fixed ?? {
            en: 'A graphics card needs a TensorFlow with CUDA; a training that finds none fails.',
            ko: 'GPU를 쓰려면 CUDA를 지원하는 TensorFlow가 필요하며, GPU를 찾지 못한 학습은 실패합니다.',
          }
        }
      >
        {fixed ? (
          t(DEVICES[device])
        ) : (
          <Segments
            label={t(name)}
            values={['cpu', 'gpu']}
            value={device}
            nameOf={(value) => t(DEVICES[value])}
            onChange={(value) => void changeSettings({ device: value })}
          />
        )}
      </Row>
    </Section>
  )
}

function Storage() {
  const engine = useSettings((s) => s.engine)
  return (
    <Section title={{ en: 'Storage', ko: '저장 위치' }}>
      <FolderRow
        setting="runs_folder"
        name={{ en: 'Runs', ko: '학습 기록' }}
        used={engine?.runs}
        note={{
          en: 'New runs are stored here. Those so far stay where they are, and are still listed.',
          ko: '새 학습 기록을 여기에 저장합니다. 지금까지의 기록은 제자리에 남고 목록에도 그대로 나타납니다.',
        }}
      />
      <FolderRow
        setting="cache_folder"
        name={{ en: 'Cache', ko: '캐시' }}
        used={engine?.cache}
        note={{
          en: 'Prepared data and compiled networks, which can be created again. What is in the old folder is not moved.',
          ko: '준비한 데이터와 컴파일한 신경망이며 다시 만들 수 있습니다. 이전 폴더의 내용은 옮기지 않습니다.',
        }}
      />
      <NumberRow
        setting="cache_limit"
        name={{ en: 'Cache limit (GB)', ko: '캐시 한도(GB)' }}
        placeholder={untranslated(engine ? String(+(engine.cacheLimit / GIGABYTE).toFixed(3)) : '10')}
        note={
          engine && {
            en: `In use: ${formatBytes(engine.cacheSize)} of ${formatBytes(engine.cacheLimit)}. What was used least recently is removed first, what is in use never.`,
            ko: `${formatBytes(engine.cacheLimit)} 가운데 ${formatBytes(engine.cacheSize)} 사용 중. 가장 오래 쓰지 않은 것부터 지우며 쓰고 있는 것은 지우지 않습니다.`,
          }
        }
      />
    </Section>
  )
}

function Updates() {
  const id = useId()
  const isOn = useSettings((s) => s.info!.settings.newer_versions)
  const file = useSettings((s) => s.info!.path)
  const fixed = fixedReason('newer_versions')
  return (
    <Section title={{ en: 'This app', ko: '앱' }}>
      <Row
        name={{ en: 'Tell me of newer versions', ko: '새 버전 알림' }}
        input={id}
        noteId={`${id}-note`}
        note={
          fixed ?? {
            en: 'Asks once a day for a small file over HTTPS. Nothing about you or your work is sent, and nothing is installed.',
            ko: '하루에 한 번 HTTPS로 작은 파일 하나를 물어봅니다. 사용자나 작업에 관한 것은 보내지 않으며 아무것도 설치하지 않습니다.',
          }
        }
      >
        <input
          id={id}
          type="checkbox"
          checked={isOn && !fixed}
          disabled={fixed !== null}
          aria-describedby={`${id}-note`}
          onChange={(event) => void changeSettings({ newer_versions: event.currentTarget.checked })}
        />
      </Row>
      <Row name={{ en: 'Settings file', ko: '설정 파일' }}>
        <span className={own.path} title={file}>
          <bdi>{file}</bdi>
        </span>
      </Row>
    </Section>
  )
}

/** What has changed takes effect with the next engine. */
function Outdated() {
  const t = useText()
  const isOutdated = useSettings((s) => s.info?.isEngineOutdated ?? false)
  const training = useApp(isTraining)
  if (!isOutdated) return null
  return (
    <div className={own.notice} role="status">
      <span>
        {training
          ? t({
              en: 'The changes apply once the engine is restarted, which is possible when the training has ended; or at the next start of the app.',
              ko: '바꾼 내용은 엔진을 다시 시작해야 적용되며 학습이 끝난 뒤에 할 수 있습니다. 앱을 다음에 시작할 때도 적용됩니다.',
            })
          : t({
              en: 'The changes apply once the engine is restarted.',
              ko: '바꾼 내용은 엔진을 다시 시작하면 적용됩니다.',
            })}
      </span>
      <button type="button" className={own.small} disabled={training} onClick={() => void restartEngine()}>
        {t({ en: 'Restart the engine', ko: '엔진 다시 시작' })}
      </button>
    </div>
  )
}
