// Connects its input and output to a port of the network namespace in which it is started: `node relay.mjs PORT`.
import { connect } from 'node:net'
import { pipeline } from 'node:stream'

const socket = connect(Number(process.argv[2]), '127.0.0.1')
// Either end may close the connection at any time.
const end = () => process.exit()
pipeline(process.stdin, socket, end)
pipeline(socket, process.stdout, end)
