import type { FaultRecord } from "@gameday/contract"
import { useMemo } from "react"
import { presentationOf } from "../faults/presentation.ts"
import { useI18n } from "../i18n/i18n.ts"
import { useStage } from "../store/stage-store.ts"
import type { Annotations } from "./strip-draw.ts"
import { faultBands, gapsOf, incidentMarks, limitedRanges, type StripData } from "./strip-model.ts"

const noFaults: readonly FaultRecord[] = []

/** Whether anything is known of what is shown. */
export const isEmpty = ({ columns }: StripData): boolean =>
  columns.every((column) => column.every((value) => value === null))

/** What lies over and under the lines of these seconds: what we did, what broke, what cannot be trusted or was not measured. */
export function useAnnotations(
  data: StripData,
  windowSeconds: number,
  labelled: boolean,
  threshold: Annotations["threshold"],
): Annotations {
  const i18n = useI18n()
  const faults = useStage((stage) => stage.state?.faults ?? noFaults)
  const incidents = useStage((stage) => stage.state?.incidents)
  return useMemo(
    () => ({
      bands: faultBands(faults, data.endAt, windowSeconds).map((band) => ({
        ...band,
        label: i18n.pick(presentationOf(band.kind).band),
      })),
      labelled,
      marks: incidentMarks(incidents ?? [], data.endAt, windowSeconds),
      gaps: gapsOf(data),
      limited: limitedRanges(data),
      threshold,
    }),
    [faults, incidents, data, i18n, labelled, threshold, windowSeconds],
  )
}
