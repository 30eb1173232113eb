import type { Target } from "@gameday/contract"

/** A target of two tiny services for platform tests: an entry and a backend with a database. */
export function tinyTarget(
  ports: { readonly entry: number; readonly extra: number },
  program = tinyProgram,
): Target {
  return {
    name: "tiny",
    services: [
      {
        name: "door",
        title: { en: "Door", de: "Tür" },
        tier: "support",
        role: "entry",
        replicas: 1,
        maxReplicas: 1,
        program,
        ports: { public: ports.entry, admin: 9080 },
        extraPorts: { GAMEDAY_KPI_PORT: ports.extra },
        dependsOn: ["room"],
      },
      {
        name: "room",
        title: { en: "Room", de: "Zimmer" },
        tier: "core",
        role: "backend",
        replicas: 2,
        maxReplicas: 4,
        program,
        ports: { public: 8081, admin: 9081 },
        database: "user",
        dependsOn: ["postgres"],
      },
    ],
    dependencies: [{ name: "postgres", title: { en: "Database", de: "Datenbank" }, kind: "database" }],
    business: {
      currency: "EUR",
      service: "room",
      ordersCounter: "orders",
      revenueCentsCounter: "revenue_cents",
      criticalStepTag: "checkout",
      costOfDowntimeCentsPerMinute: 0,
    },
    objectives: {
      availability: 0.999,
      p95Ms: 200,
      errorRatioAmber: 0.001,
      errorRatioRed: 0.01,
      recoverySeconds: 900,
    },
  }
}

const tinyProgram = "control-plane/src/platforms/testing/tiny-service.ts"
