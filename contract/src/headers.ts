/** Header that carries the shared secret of the admin port. */
export const adminSecretHeader = "x-gameday-admin-secret"

/** Header in which a client of the shop carries who it is: `<client id>.<hex HMAC-SHA256 of the id>`. */
export const clientIdentityHeader = "x-gameday-client"
