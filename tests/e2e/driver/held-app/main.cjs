// Starts the app after the test driver has connected, because connecting during the first navigation sometimes hangs. The driver calls
// __playwright_run when it is ready.
const path = require('node:path')
const { app } = require('electron')

const root = path.resolve(__dirname, '..', '..', '..', '..')
const { main } = require(path.join(root, 'package.json'))
const ready = app.whenReady()
const connected = new Promise((go) => {
  globalThis.__playwright_run = async () => {
    await ready
    go()
  }
})
app.setAppPath(root)
app.whenReady = () => connected
require(path.join(root, main))
