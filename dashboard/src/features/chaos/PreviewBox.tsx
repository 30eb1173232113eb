import type { FaultPreview, ServiceState } from "@gameday/contract"
import { presentationOf } from "../../faults/presentation.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import { Icon, StatusShape } from "../../ui/Icon.tsx"
import styles from "./PreviewBox.module.css"
import { lastTime, rpsPerSpared } from "./preview-model.ts"
import type { Preview } from "./use-preview.ts"

interface PreviewBoxProps {
  readonly preview: Preview
  readonly service: ServiceState | undefined
  readonly now: number
}

/** Who will be hit, by name, and who will not; how old that knowledge is. */
export function PreviewBox({ preview, service, now }: PreviewBoxProps) {
  const { t, format } = useI18n()
  return (
    <section className={styles.box} aria-live="polite">
      <h3>
        {t("chaos.preview")}
        <span>
          {preview.state === "ready"
            ? t("chaos.previewed", {
                age: format.duration(Math.max(0, Math.round((now - preview.preview.previewedAt) / 1000))),
              })
            : preview.state === "asking" && t("chaos.previewing")}
        </span>
      </h3>
      {preview.state === "failed" && (
        <p className={styles.failed}>
          <StatusShape status="down" className="s-down" />
          <span>
            <code>{preview.error.code}</code> {preview.error.message || t("error.unreachable")}
          </span>
        </p>
      )}
      {preview.state === "occupied" && <p>{t("chaos.occupied")}</p>}
      {preview.state === "ready" && <Named preview={preview.preview} service={service} />}
    </section>
  )
}

function Named({
  preview,
  service,
}: {
  readonly preview: FaultPreview
  readonly service: ServiceState | undefined
}) {
  const { t, pick, format } = useI18n()
  const incidents = useStage((stage) => stage.state?.incidents ?? [])
  const { icon, happens, takesInstancesAway } = presentationOf(preview.kind)
  const before = lastTime(preview, incidents)
  const share = rpsPerSpared(preview, service)
  return (
    <>
      <ul className={styles.instances}>
        {preview.hit.map((id) => (
          <li key={id} className={styles.hit} data-testid={`hit-${id}`}>
            <b>
              <Icon name={icon} />
              {id}
            </b>
            {pick(happens)}
          </li>
        ))}
        {preview.spared.map((id) => (
          <li key={id} data-testid={`spared-${id}`}>
            <b>
              <StatusShape status="healthy" className="s-healthy" />
              {id}
            </b>
            {takesInstancesAway && share !== null
              ? t("chaos.takes-over", { rps: format.rate(share) })
              : t("chaos.stands-aside")}
          </li>
        ))}
        {preview.spared.length === 0 && <li className={styles.nobody}>{t("chaos.nobody-spared")}</li>}
      </ul>
      <ul className={styles.facts}>
        <li>
          <Icon name="pulse" />
          {pick(preview.effect)}
        </li>
        <li>
          <Icon name="heal" />
          {pick(preview.undo)}
        </li>
        {before !== undefined && (
          <li>
            <Icon name="slow" />
            {t("chaos.last-time", {
              detection: format.duration(before.detectionSeconds),
              recovery: format.duration(before.recoverySeconds),
            })}
          </li>
        )}
      </ul>
    </>
  )
}
