/** The few kinds of panels our dashboards are made of, as Grafana's dashboard JSON. */
interface Query {
  readonly expr: string
  /** Grafana's legend template, e.g. `{{service}}`. */
  readonly legend: string
}

interface GridPosition {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

interface PanelOptions {
  readonly title: string
  /** Shown under the panel's "i": what is measured and how. */
  readonly description: string
  /** Grafana's name of the unit: "reqps", "s", "percentunit", "currencyEUR", "short". */
  readonly unit: string
  readonly queries: readonly Query[]
  readonly at: GridPosition
  readonly decimals?: number
  /** From which value on which colour, ascending; the first one has no lower bound. */
  readonly steps?: readonly Step[]
}

export interface Step {
  readonly from: number | null
  readonly color: string
}

interface Panel {
  readonly type: "stat" | "timeseries"
  readonly title: string
  readonly gridPos: GridPosition
  readonly targets: readonly { readonly expr: string; readonly refId: string }[]
  readonly [key: string]: unknown
}

const datasource = { type: "prometheus", uid: "gameday-prometheus" } as const

const plain: readonly Step[] = [{ from: null, color: "text" }]

/** The present value, large. */
export function stat(options: PanelOptions): Panel {
  return {
    ...base(options),
    type: "stat",
    fieldConfig: { defaults: defaults(options), overrides: [] },
    options: {
      colorMode: "value",
      graphMode: "area",
      justifyMode: "center",
      reduceOptions: { calcs: ["lastNotNull"], fields: "", values: false },
      textMode: options.queries.length > 1 ? "value_and_name" : "value",
    },
  }
}

/** The course over time. A gap in the data is a gap in the line. */
export function timeSeries(options: PanelOptions): Panel {
  const custom = { lineWidth: 2, fillOpacity: 8, showPoints: "never", spanNulls: false }
  return {
    ...base(options),
    type: "timeseries",
    fieldConfig: { defaults: { ...defaults(options), custom }, overrides: [] },
    options: {
      legend: { displayMode: "list", placement: "bottom", showLegend: true },
      tooltip: { mode: "multi", sort: "desc" },
    },
  }
}

function base({ title, description, queries, at }: PanelOptions) {
  const targets = queries.map(({ expr, legend }, index) => ({
    datasource,
    expr,
    legendFormat: legend,
    refId: String.fromCharCode("A".charCodeAt(0) + index),
  }))
  return { title, description, datasource, gridPos: at, targets }
}

function defaults({ unit, decimals, steps = plain }: PanelOptions) {
  return {
    unit,
    ...(decimals === undefined ? {} : { decimals }),
    color: { mode: steps.length > 1 ? "thresholds" : "palette-classic" },
    thresholds: { mode: "absolute", steps: steps.map(({ from, color }) => ({ value: from, color })) },
  }
}

interface DashboardOptions {
  readonly uid: string
  readonly title: string
  readonly panels: readonly Panel[]
}

/** A whole dashboard. Every fault is marked on every graph, from the metric that says it is at work. */
export function dashboard({ uid, title, panels }: DashboardOptions) {
  return {
    uid,
    title,
    tags: ["gameday"],
    schemaVersion: 39,
    editable: false,
    graphTooltip: 1,
    refresh: "5s",
    time: { from: "now-15m", to: "now" },
    timezone: "browser",
    annotations: {
      list: [
        {
          name: "Chaos",
          datasource,
          enable: true,
          expr: "chaos_experiment_active > 0",
          iconColor: "red",
          step: "5s",
          titleFormat: "{{fault}} on {{target}}",
        },
      ],
    },
    panels: panels.map((panel, index) => ({ id: index + 1, ...panel })),
  }
}

export type Dashboard = ReturnType<typeof dashboard>
