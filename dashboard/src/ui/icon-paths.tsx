import type { Status } from "@gameday/contract"
import type { ReactNode } from "react"

/** Shapes of the status vocabulary: told apart without any colour. */
const statusShapes = {
  "st-healthy": <circle cx="12" cy="12" r="9" fill="currentColor" />,
  "st-degraded": (
    <>
      <path
        d="M12 2.5 22.5 21H1.5Z"
        fill="var(--fill-degraded)"
        stroke="var(--degraded)"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <path d="M12 9.5v5M12 18v.2" stroke="var(--on-fill-degraded)" strokeWidth="2.6" strokeLinecap="round" />
    </>
  ),
  "st-down": (
    <>
      <path d="M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z" fill="currentColor" />
      <path d="m8 8 8 8m0-8-8 8" stroke="var(--bg)" strokeWidth="3" strokeLinecap="round" />
    </>
  ),
  "st-healing": (
    <>
      <path
        d="M20.8 9A9.3 9.3 0 1 0 21.3 13"
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <path
        d="M22 2.8v6.8h-6.8"
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  "st-paused": <path d="M5 3h5v18H5zM14 3h5v18h-5z" fill="currentColor" />,
  "st-unknown": (
    <circle
      cx="12"
      cy="12"
      r="9"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.6"
      strokeDasharray="4 3.4"
    />
  ),
} as const satisfies { [S in Status as `st-${S}`]: ReactNode }

const solid = { fill: "currentColor", stroke: "none" } as const

export const iconPaths = {
  ...statusShapes,
  logo: (
    <>
      <path d="M4 11h26l2 20H2z" {...solid} />
      <path d="M11 15V9a6 6 0 0 1 12 0v6" strokeWidth="3" />
      <path d="M5 23h6l3-6 5 11 3-5h8" stroke="var(--bg)" strokeWidth="2.4" />
    </>
  ),
  snow: <path d="M12 2v20M3.3 7l17.4 10M20.7 7 3.3 17M9 3.5l3 3 3-3M9 20.5l3-3 3 3" />,
  drip: <path d="M12 2.5s6.5 7.4 6.5 12a6.5 6.5 0 0 1-13 0c0-4.6 6.5-12 6.5-12Z" />,
  hole: (
    <>
      <circle cx="12" cy="12" r="9" strokeDasharray="3 3.3" />
      <circle cx="12" cy="12" r="3.5" fill="currentColor" />
    </>
  ),
  cut: <path d="M2 12h7M15 12h7M9 8l-1.5 8M16.5 8 15 16" />,
  cpu: (
    <>
      <rect x="6" y="6" width="12" height="12" rx="1" />
      <path d="M9 2.5V6m6-3.5V6M9 18v3.5m6-3.5v3.5M2.5 9H6m-3.5 6H6m12-6h3.5M18 15h3.5" />
    </>
  ),
  mem: <path d="M3 20V9h18v11M7 20v-7m5 7v-7m5 7v-7M3 5h18" />,
  sick: <path d="M3 12h4l2-5 4 10 2-5h6" />,
  loop: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <circle cx="12" cy="12" r="2" fill="currentColor" />
      <path d="M12 12 17 7" />
    </>
  ),
  bolt: <path d="M13.5 2 5 13.5h6L10 22l9-12h-6.2z" {...solid} />,
  heal: (
    <>
      <path d="M20.5 9.5A9 9 0 1 0 21 12" />
      <path d="M21.5 4v5.5H16M12 8.4v7.2M8.4 12h7.2" />
    </>
  ),
  eye: (
    <>
      <path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12Z" />
      <circle cx="12" cy="12" r="2.8" />
    </>
  ),
  bag: <path d="M4.5 8h15l1 13h-17zM8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5" />,
  database: (
    <>
      <ellipse cx="12" cy="5" rx="8" ry="3" />
      <path d="M4 5v14c0 1.7 3.6 3 8 3s8-1.3 8-3V5M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3" />
    </>
  ),
  cache: <path d="m12 3 9 4.5-9 4.5-9-4.5zM3 12l9 4.5 9-4.5M3 16.5 12 21l9-4.5" />,
  provider: (
    <>
      <rect x="2.5" y="5" width="19" height="14" rx="1.5" />
      <path d="M2.5 10h19M6 15h4" />
    </>
  ),
  host: (
    <>
      <rect x="3" y="4" width="18" height="7" rx="1" />
      <rect x="3" y="13" width="18" height="7" rx="1" />
      <path d="M7 7.5h.1M7 16.5h.1" />
    </>
  ),
  slow: (
    <>
      <circle cx="12" cy="13" r="8.5" />
      <path d="M12 8v5l3 2M9.5 2h5" />
    </>
  ),
  err: <path d="M5 3h10l5 5v13H5zM15 3v5h5M10 12l5 5m0-5-5 5" />,
  stop: <rect x="5" y="5" width="14" height="14" rx="1" />,
  plus: <path d="M4 12h16M12 4v16" />,
  minus: <path d="M4 12h16" />,
  "breaker-open": (
    <>
      <path d="M1 17h5M18 17h5M7.5 15.5 18 5" strokeWidth="2.6" />
      <circle cx="6.5" cy="17" r="2" fill="currentColor" />
      <circle cx="17.5" cy="17" r="2" fill="currentColor" />
    </>
  ),
  "breaker-trying": (
    <>
      <path d="M1 17h5M18 17h5" strokeWidth="2.6" />
      <path d="M7.5 15.8 17 11" strokeWidth="2.6" strokeDasharray="3 2.6" />
      <circle cx="6.5" cy="17" r="2" fill="currentColor" />
      <circle cx="17.5" cy="17" r="2" fill="currentColor" />
    </>
  ),
  play: <path d="M7 4v16l13-8z" {...solid} />,
  pause: <path d="M6 4h4v16H6zM14 4h4v16h-4z" {...solid} />,
  "mark-before": <path d="M19 5v14L9 12zM5 5h2.4v14H5z" {...solid} />,
  "mark-after": <path d="M5 5v14l10-7zM16.6 5H19v14h-2.4z" {...solid} />,
  window: <path d="M3 5h13v13H3zM3 9h13M20 8v13H8" />,
  download: <path d="M12 3v12m-5-5 5 5 5-5M4 20h16" />,
  check: <path d="m4.5 12.5 5 5 10-11" />,
  chevron: <path d="m8 5 7 7-7 7" />,
  earlier: <path d="m16 5-7 7 7 7" />,
  more: <path d="M5 12h.1M12 12h.1M19 12h.1" strokeWidth="3.4" />,
  zoom: <path d="M3 10.5a7.5 7.5 0 1 0 15 0 7.5 7.5 0 1 0-15 0M16 16l5.5 5.5M7 10.5h7M10.5 7v7" />,
  close: <path d="m5 5 14 14M19 5 5 19" />,
  table: <path d="M3 5h18v14H3zM3 10h18M3 14.5h18M10 10v9" />,
  settings: (
    <>
      <path d="M3 7h9m5 0h4M3 17h4m5 0h9" />
      <circle cx="14.5" cy="7" r="2.5" />
      <circle cx="9.5" cy="17" r="2.5" />
    </>
  ),
  squeeze: (
    <>
      <rect x="8" y="8" width="8" height="8" rx="1" />
      <path d="M12 1.5V5m-2-1.8L12 5.2l2-2M12 22.5V19m-2 1.8 2-2 2 2M1.5 12H5M3.2 10l2 2-2 2M22.5 12H19m1.8-2-2 2 2 2" />
    </>
  ),
  "mem-low": <path d="M3 20V9h18v11M7 20v-3m5 3v-3m5 3v-3M3 13h18" />,
  part: (
    <>
      <circle cx="5" cy="12" r="3" />
      <circle cx="19" cy="12" r="3" />
      <path d="M12 3v18" strokeDasharray="3 3" />
    </>
  ),
  loss: <path d="M3 12h3m3 0h1.5m4 0h1m4 0h1.5M8 6l8 12" />,
  narrow: <path d="M2 5c7 0 7 5 10 5s3-5 10-5M2 19c7 0 7-5 10-5s3 5 10 5" />,
  far: (
    <>
      <path d="M2 18h20M4 15v6M20 15v6" />
      <circle cx="12" cy="8" r="5.5" />
      <path d="M12 5v3l2 1.5" />
    </>
  ),
  pool: <path d="M3 6h18M3 6v12h18V6M8 6v12m4-12v12m4-12v12" />,
  "database-slow": (
    <>
      <ellipse cx="10" cy="5" rx="7" ry="2.8" />
      <path d="M3 5v13c0 1.5 2.5 2.7 5.5 2.9M17 5v4.5M3 11.5c0 1.3 1.9 2.4 4.5 2.7" />
      <circle cx="16.5" cy="16.5" r="5" />
      <path d="M16.5 13.8v2.7l1.8 1.2" />
    </>
  ),
  "database-gone": (
    <>
      <ellipse cx="12" cy="5" rx="8" ry="3" strokeDasharray="3 2.4" />
      <path d="M4 5v14c0 1.7 3.6 3 8 3s8-1.3 8-3V5" strokeDasharray="3 2.4" />
      <path d="m9 11 6 6m0-6-6 6" />
    </>
  ),
  "cache-empty": (
    <>
      <path d="m12 3 9 4.5-9 4.5-9-4.5z" />
      <path d="m3 12 9 4.5 9-4.5M3 16.5 12 21l9-4.5" strokeDasharray="2.6 2.6" />
    </>
  ),
  "calls-slow": (
    <>
      <circle cx="4.5" cy="6" r="2.5" />
      <path d="M7 6h13m-3.5-3.5L20 6l-3.5 3.5" />
      <circle cx="12" cy="16.5" r="5" />
      <path d="M12 13.8v2.7l1.8 1.2" />
    </>
  ),
  "calls-cut": (
    <>
      <circle cx="4" cy="12" r="2.5" />
      <path d="M6.5 12H10M15 12h6m-3-3 3 3-3 3M11.5 8l-1 8M15 8l-1 8" />
    </>
  ),
  crowd: (
    <>
      <circle cx="12" cy="8" r="3.2" />
      <circle cx="4.5" cy="9.5" r="2.2" />
      <circle cx="19.5" cy="9.5" r="2.2" />
      <path d="M6 20c0-4 2.5-6.5 6-6.5s6 2.5 6 6.5M1.5 18c0-2.7 1-4 2.8-4.3M22.5 18c0-2.7-1-4-2.8-4.3" />
    </>
  ),
  bot: (
    <>
      <rect x="4" y="8" width="16" height="11" rx="2" />
      <path d="M12 8V4M9 12.5v1.5m6-1.5v1.5M9.5 16.5h5M1.5 12v3.5m21-3.5v3.5" />
      <circle cx="12" cy="3" r="1.2" fill="currentColor" />
    </>
  ),
  shield: <path d="M12 2.5 20 5.5v6c0 5-3.3 8.3-8 10-4.7-1.7-8-5-8-10v-6z" />,
  "shield-off": (
    <path d="M9 3.6 12 2.5l8 3v6c0 1.6-.3 3-.9 4.2M16.6 18.9A14 14 0 0 1 12 21.5c-4.7-1.7-8-5-8-10v-6l.8-.3M3 3l18 18" />
  ),
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6.5" />
      <path d="m15.5 15.5 6 6" />
    </>
  ),
  pulse: <path d="M3 12h4l2-5 4 10 2-5h6" />,
  link: <path d="M14 4h6v6M20 4l-9 9M18 14v6H4V6h6" />,
} as const
