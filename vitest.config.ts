import { defineConfig } from "vitest/config"

const shared = { exclude: ["**/node_modules/**", "**/dist/**"] }

/** Tests that start the shop, or the stage, as it is. */
const wholeShops = ["shop-services/*.test.ts", "tests/**/*.test.ts"]

export default defineConfig({
  test: {
    // Real processes and databases: a file that shares two cores with many others measures the others.
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["{contract,control-plane,shop-services,scenarios,tests,tools,compose,cli}/**/*.test.ts"],
          exclude: [...shared.exclude, "**/*.docker.test.ts", "**/*.proof.test.ts", ...wholeShops],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...shared,
          name: "shop",
          include: wholeShops,
          exclude: [...shared.exclude, "**/*.docker.test.ts", "**/*.proof.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          // A dozen processes each: two of them at once would measure each other.
          fileParallelism: false,
        },
      },
      {
        test: {
          ...shared,
          name: "dashboard",
          include: ["dashboard/**/*.test.{ts,tsx}"],
          environment: "happy-dom",
        },
      },
      {
        test: {
          ...shared,
          name: "proof",
          include: ["tests/proof/**/*.proof.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file has a stage of its own, and measures it.
          fileParallelism: false,
        },
      },
      {
        test: {
          ...shared,
          name: "docker",
          include: ["**/*.docker.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
