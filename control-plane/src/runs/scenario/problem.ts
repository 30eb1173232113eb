/** Something wrong in a scenario, before it is known where in the file that is. */
export interface Problem {
  /** JSON pointer into the scenario. */
  readonly path: string
  /** Follows the path: "needs the field …". */
  readonly message: string
  /** The field of that object that is wrong itself, not its value. */
  readonly key?: string
}
