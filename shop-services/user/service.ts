import { join } from "node:path"
import { messageOf } from "../kit/errors.ts"
import type { ServiceDefinition } from "../kit/instance.ts"
import { Accounts } from "./accounts.ts"
import { LoginLimit } from "./login-limit.ts"
import { addUserRoutes } from "./routes.ts"

const forgetEveryMs = 60_000

/** Customers' accounts: registration, login, profile. */
export const userService: ServiceDefinition = {
  needs: { database: true, discovery: false },
  migrations: join(import.meta.dirname, "migrations"),
  register(app, { database, tokens, identities, metrics, clock, log, onClose }) {
    const loginLimit = new LoginLimit(database)
    addUserRoutes(app, { accounts: new Accounts(database), loginLimit, tokens, identities, metrics })
    onClose(
      clock.every(forgetEveryMs, () => {
        loginLimit
          .forgetOld()
          .catch((error) => log.warn({ reason: messageOf(error) }, "old login attempts not forgotten"))
      }),
    )
  },
}
