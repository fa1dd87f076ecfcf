// Preloaded into a process whose memory a test measures: collects garbage all the time, so that the resident size is what is retained.
const { setFlagsFromString } = require('node:v8')
const { runInNewContext } = require('node:vm')

const MILLISECONDS = 1000

setFlagsFromString('--expose-gc')
setInterval(runInNewContext('gc'), MILLISECONDS).unref()
