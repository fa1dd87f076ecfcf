/** The trash of the system, which only the host can reach. */
import { hasCode } from '../../shared/problem.ts'
import { type MoveToSystemTrash, NO_SYSTEM_TRASH } from '../host/engine-messages.ts'

/** @returns a function that moves a folder there; false on a host that has none. It throws a ProblemError if the system refuses */
export const systemTrash =
  (move: MoveToSystemTrash) =>
  async (path: string): Promise<boolean> => {
    try {
      await move(path)
      return true
    } catch (error) {
      if (hasCode(error, NO_SYSTEM_TRASH)) return false
      throw error
    }
  }
