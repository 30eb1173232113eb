import type { Logger } from "../../log.ts"

const quiet = () => undefined

export const quietLogger: Logger = { info: quiet, warn: quiet, error: quiet, debug: quiet }
