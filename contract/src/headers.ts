/** Header that carries the shared secret of the admin port. */
export const adminSecretHeader = "x-gameday-admin-secret"

/** Header in which a client of the shop carries who it is: `<client id>.<hex HMAC-SHA256 of the id>`. */
export const clientIdentityHeader = "x-gameday-client"

/** Header in which one service tells the next how long it will wait for the answer: whole milliseconds. */
export const deadlineHeader = "x-gameday-deadline-ms"

/** Header of an answer that is a substitute: "last-good-answer" or "nothing-to-show". */
export const degradedHeader = "x-degraded"

/** Header of such an answer that says why: the code of the error it stands for. */
export const degradedBecauseHeader = "x-degraded-because"
