import { useI18n } from "../i18n/i18n.ts"
import { Button } from "../ui/Button.tsx"
import { Icon } from "../ui/Icon.tsx"
import { Segmented } from "../ui/Segmented.tsx"
import type { Journal } from "./journal.ts"
import { type Playback, type Player, speeds } from "./player.ts"
import styles from "./ReplayBar.module.css"
import { useReplay } from "./replay-store.ts"
import { SeekBar } from "./SeekBar.tsx"
import { useReplayKeys } from "./use-replay-keys.ts"

/** On every view of a recording: the frame round the stage, that it is one, and how to move in it. */
export function ReplayBar() {
  const replay = useReplay((state) => state.replay)
  if (replay.phase !== "ready") return null
  return (
    <>
      <div className={styles.frame} aria-hidden="true" data-testid="replay-frame" />
      <Controls journal={replay.journal} player={replay.player} playback={replay.playback} />
    </>
  )
}

interface ControlsProps {
  readonly journal: Journal
  readonly player: Player
  readonly playback: Playback
}

function Controls({ journal, player, playback }: ControlsProps) {
  const { t, format, pick } = useI18n()
  useReplayKeys(player)
  return (
    <section className={styles.bar} aria-label={t("replay.label")} data-testid="replay">
      <p className={styles.tag} role="status" data-testid="connection-banner">
        {t("replay.tag", { date: format.date(journal.from) })}
        <small>{pick(journal.title)}</small>
      </p>
      <div className={styles.buttons}>
        <button type="button" aria-label={t("replay.before")} onClick={() => player.seekMark(-1)}>
          <Icon name="mark-before" />
        </button>
        <button
          type="button"
          aria-label={t(playback.playing ? "replay.pause" : "replay.play")}
          data-testid="replay-toggle"
          onClick={() => player.toggle()}
        >
          <Icon name={playback.playing ? "pause" : "play"} />
        </button>
        <button type="button" aria-label={t("replay.after")} onClick={() => player.seekMark(1)}>
          <Icon name="mark-after" />
        </button>
      </div>
      <SeekBar journal={journal} at={playback.at} onSeek={(at) => player.seek(at)} />
      <div className={styles.speeds}>
        <Segmented
          label={t("replay.speed")}
          value={String(playback.speed)}
          segments={speeds.map((speed) => ({
            value: String(speed),
            label: `${speed}×`,
            testId: `replay-speed-${speed}`,
          }))}
          onChange={(value) => player.setSpeed(speeds.find((speed) => String(speed) === value) ?? 1)}
        />
      </div>
      <Button className={styles.leave} onClick={() => location.assign(location.pathname)}>
        {t("replay.live")}
      </Button>
    </section>
  )
}
