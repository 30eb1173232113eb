/** An instance's name, the same over all its restarts. */
export function instanceId(service: string, number: number): string {
  return `${service}-${number}`
}
