import { useEffect, useState } from "react"
import styles from "./QrCode.module.css"

interface QrCodeProps {
  readonly text: string
  readonly label: string
}

interface Drawn {
  readonly text: string
  readonly size: number
  /** Dark squares, one unit each. */
  readonly path: string
}

/** Quiet zone on each side, in squares: scanners need it to find the code. */
const border = 4

/** Dark on white in every theme: inverted codes are not read by every phone. The drawing code is loaded when needed. */
export function QrCode({ text, label }: QrCodeProps) {
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  useEffect(() => {
    let wanted = true
    void import("uqr").then(({ encode }) => {
      const { data, size } = encode(text, { ecc: "M", border })
      if (wanted) setDrawn({ text, size, path: pathOf(data) })
    })
    return () => {
      wanted = false
    }
  }, [text])
  if (drawn?.text !== text) return <div className={styles.code} />
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${drawn.size} ${drawn.size}`}
      role="img"
      aria-label={label}
      data-testid="qr-code"
    >
      <path d={drawn.path} />
    </svg>
  )
}

/** One stroke for each run of dark squares in a row. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) =>
      row.flatMap((dark, x) => {
        if (!dark || row[x - 1] === true) return []
        const end = row.indexOf(false, x)
        const length = (end === -1 ? row.length : end) - x
        return [`M${x} ${y}h${length}v1h-${length}z`]
      }),
    )
    .join("")
}
