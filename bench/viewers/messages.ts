/** What the measured process tells: where it listens, then what it took. */
export type ServerMessage =
  | { readonly type: "listening"; readonly port: number }
  | { readonly type: "measured"; readonly measured: ServerMeasurement }

export interface ServerMeasurement {
  readonly wallSeconds: number
  readonly cpuSeconds: number
  readonly rssBytes: number
  readonly states: number
  readonly seconds: number
  readonly stateBytes: number
}

/** What it is asked: to begin a measurement, to end it and tell. */
export type ServerCommand = "begin" | "tell"
