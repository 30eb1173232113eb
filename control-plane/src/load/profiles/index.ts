export { type ProfilePreview, preview } from "./preview.ts"
export { durationMs, peakRps, rateAt } from "./registry.ts"
export { validateProfile } from "./validate.ts"
