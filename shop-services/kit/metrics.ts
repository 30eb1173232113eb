import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client"

const httpBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5, 5, 10]
const databaseBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** prom-client looks labels up by building a key on every observation; a child is kept per combination instead. */
type Observer = (seconds: number) => void

/** What every service tells Prometheus. Seconds and ratios; labels are bounded and hold no personal data. */
export class ServiceMetrics {
  readonly registry = new Registry()
  readonly #http: Histogram<"method" | "endpoint" | "status_code">
  readonly #queries: Histogram<"query_type" | "table">
  readonly #httpChildren = new Map<string, Observer>()
  readonly #queryChildren = new Map<string, Observer>()

  constructor() {
    collectDefaultMetrics({ register: this.registry })
    this.#http = new Histogram({
      name: "http_request_duration_seconds",
      help: "Duration of requests by route pattern",
      labelNames: ["method", "endpoint", "status_code"],
      buckets: httpBuckets,
      registers: [this.registry],
    })
    this.#queries = new Histogram({
      name: "database_query_duration_seconds",
      help: "Duration of database queries",
      labelNames: ["query_type", "table"],
      buckets: databaseBuckets,
      registers: [this.registry],
    })
  }

  /** @param endpoint the route's pattern, never the URL */
  observeRequest(method: string, endpoint: string, status: number, seconds: number): void {
    const key = `${method} ${endpoint} ${status}`
    let observe = this.#httpChildren.get(key)
    if (observe === undefined) {
      const child = this.#http.labels({ method, endpoint, status_code: String(status) })
      observe = (value) => child.observe(value)
      this.#httpChildren.set(key, observe)
    }
    observe(seconds)
  }

  observeQuery(type: string, table: string, seconds: number): void {
    const key = `${type} ${table}`
    let observe = this.#queryChildren.get(key)
    if (observe === undefined) {
      const child = this.#queries.labels({ query_type: type, table })
      observe = (value) => child.observe(value)
      this.#queryChildren.set(key, observe)
    }
    observe(seconds)
  }

  /** The counter of that name; asking again answers the same one. */
  counter<Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []) {
    const known = this.registry.getSingleMetric(name)
    if (known instanceof Counter) return known as Counter<Label>
    return new Counter<Label>({ name, help, labelNames: [...labelNames], registers: [this.registry] })
  }

  histogram<Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []) {
    return new Histogram<Label>({
      name,
      help,
      labelNames: [...labelNames],
      buckets: httpBuckets,
      registers: [this.registry],
    })
  }

  /** A gauge that reads its values when it is scraped; what `read` does not set has no sample. */
  gauge<Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    read: (set: (labels: Record<Label, string>, value: number) => void) => void | Promise<void>,
  ): void {
    const gauge = new Gauge<Label>({
      name,
      help,
      labelNames: [...labelNames],
      registers: [],
      async collect() {
        this.reset()
        await read((labels, value) => this.set(labels, value))
      },
    })
    this.registry.registerMetric(gauge)
  }
}
