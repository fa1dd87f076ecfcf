/** The page that exchanges the token in the address (its fragment is never sent by the browser) for the cookie and the key. Separate from
 *  the window, whose index.html is the same for every host. */
import { KEY_ITEM } from '../../shared/ipc/bridge.ts'

export const LOGIN_HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="dark light" />
    <title>Layerloom</title>
    <link rel="icon" href="data:," />
    <script type="module" src="/login.js"></script>
  </head>
  <body>
    <p id="status">Layerloom</p>
    <p id="status-ko" lang="ko"></p>
  </body>
</html>
`

export const LOGIN_JS = `const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? location.hash.slice(1)
history.replaceState(null, '', '/login')
const say = (en, ko) => {
  document.getElementById('status').textContent = en
  document.getElementById('status-ko').textContent = ko
}
const refused = () => say(
  'This address was already used or is from an earlier start. Open the latest address shown in the terminal where Layerloom runs.',
  '이미 사용했거나 이전 실행의 주소입니다. Layerloom이 실행 중인 터미널에 마지막으로 표시된 주소를 여세요.',
)
const go = () => location.replace('/')
const enter = async () => {
  let answer
  try {
    answer = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    })
  } catch {
    return say('Layerloom does not respond. Check that it is still running.', 'Layerloom이 응답하지 않습니다. 실행 중인지 확인하세요.')
  }
  if (!answer.ok) return refused()
  const { key } = await answer.json()
  try {
    localStorage.setItem('${KEY_ITEM}', key)
  } catch {
    return say(
      'This browser does not let pages on this computer store data. Allow it for 127.0.0.1, then open the latest address shown in the terminal.',
      '이 브라우저가 이 컴퓨터의 페이지에 데이터 저장을 허용하지 않습니다. 127.0.0.1에 허용한 뒤 터미널에 마지막으로 표시된 주소를 여세요.',
    )
  }
  go()
}
await (token ? enter() : refused())
`
