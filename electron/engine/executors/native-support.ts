/** Whether this computer can load TensorFlow. A process that loads it on a processor without AVX is killed (SIGILL), and an older C library
 *  lacks functions that it calls; the portable executor needs neither. */
import { readFileSync } from 'node:fs'
import type { Text } from '../../../shared/text.ts'

export interface Computer {
  readonly platform: NodeJS.Platform
  readonly arch: string
  /** The line of /proc/cpuinfo with the instruction sets; empty where the system does not list them. */
  readonly instructionSets: string
  /** Version of the C library; `null` on a Linux whose C library is not glibc. */
  readonly glibc: string | null
}

/** Of the wheels of TensorFlow 2.21 (manylinux_2_27). */
const MIN_GLIBC = [2, 27] as const

/** Why TensorFlow cannot be loaded; `null` if nothing is known against it. */
export function nativeFault({ platform, arch, instructionSets, glibc }: Computer): Text | null {
  if (arch === 'x64' && instructionSets !== '' && !/\savx(?=\s|$)/.test(instructionSets))
    return {
      en: 'TensorFlow needs a processor with AVX, which this one does not have.',
      ko: 'TensorFlow에는 AVX를 지원하는 프로세서가 필요하지만 이 프로세서는 지원하지 않습니다.',
    }
  if (platform !== 'linux') return null
  const needed = MIN_GLIBC.join('.')
  if (glibc === null)
    return {
      en: `TensorFlow needs a Linux with glibc ${needed} or newer; this one has another C library.`,
      ko: `TensorFlow에는 glibc ${needed} 이상의 Linux가 필요하지만 이 시스템의 C 라이브러리는 glibc가 아닙니다.`,
    }
  const [major = 0, minor = 0] = glibc.split('.').map(Number)
  const isOld = major < MIN_GLIBC[0] || (major === MIN_GLIBC[0] && minor < MIN_GLIBC[1])
  return isOld
    ? {
        en: `TensorFlow needs glibc ${needed} or newer; this system has ${glibc}.`,
        ko: `TensorFlow에는 glibc ${needed} 이상이 필요하지만 이 시스템의 버전은 ${glibc}입니다.`,
      }
    : null
}

let cached: Computer | null = null
export function thisComputer(): Computer {
  cached ??= {
    platform: process.platform,
    arch: process.arch,
    instructionSets: instructionSetsOf(readCpuinfo()),
    // A report takes its time, and only Linux has a choice of C libraries.
    glibc: process.platform === 'linux' ? glibcVersion() : null,
  }
  return cached
}

export const instructionSetsOf = (cpuinfo: string): string =>
  /^(?:flags|Features)\s*:.*$/m.exec(cpuinfo)?.[0] ?? ''

function readCpuinfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8')
  } catch {
    // Not Linux.
    return ''
  }
}

function glibcVersion(): string | null {
  const { report } = process as { report: NodeJS.ProcessReport & { excludeNetwork?: boolean } }
  report.excludeNetwork = true // resolving the names of connections can take seconds
  const { header } = report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return header?.glibcVersionRuntime ?? null
}
