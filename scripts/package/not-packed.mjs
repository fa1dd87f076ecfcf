// Packages that are never packed: only the installer of tfjs-node needs them, which has done its work before a package is made. The app
// loads the compiled addon itself and no JavaScript of tfjs-node.

export const INSTALLER_PACKAGES = [
  '@mapbox/node-pre-gyp',
  '@tensorflow/tfjs',
  'adm-zip',
  'google-protobuf',
  'https-proxy-agent',
  'progress',
  'rimraf',
  'tar',
]

/**
 * @param {readonly string[]} packages that are bundled or packed, as paths like `node_modules/tar`
 * @throws {Error} naming each that only an installer needs
 */
export function refuseInstallers(packages) {
  const found = packages.filter((path) =>
    INSTALLER_PACKAGES.some((name) => path.endsWith(`node_modules/${name}`)),
  )
  if (found.length > 0)
    throw new Error(`only tfjs-node's installer needs, so not to be packed: ${found.join(', ')}`)
}
