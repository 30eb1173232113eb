/** What our rooms need of a logger; pino fits. Messages are constant, the data is metadata. */
export interface Logger {
  info(metadata: object, message: string): void
  warn(metadata: object, message: string): void
  error(metadata: object, message: string): void
  debug(metadata: object, message: string): void
}
