interface ReceiptScaleProps {
  readonly detectionShare: number
  readonly recoveryShare: number
  readonly healed: boolean
  readonly summary: string
  readonly className?: string | undefined
}

/** How long until it was detected, in red, and from then until it was healed, in blue dashes. */
export function ReceiptScale({
  detectionShare,
  recoveryShare,
  healed,
  summary,
  className,
}: ReceiptScaleProps) {
  const detected = 8 + 444 * detectionShare
  const recovered = 8 + 444 * recoveryShare
  return (
    <svg className={className} viewBox="0 0 464 30" role="img" aria-label={summary}>
      <path d="M8 12H458" stroke="var(--paper-line)" strokeWidth="4" />
      <path d={`M8 12H${detected}`} stroke="var(--paper-down)" strokeWidth="10" />
      <path
        d={`M${detected} 12H${recovered}`}
        stroke="var(--paper-healing)"
        strokeWidth="10"
        strokeDasharray="14 4"
      />
      <path
        d={`M8 2v20M${detected} 2v20${healed ? `M${recovered} 2v20` : ""}`}
        stroke="currentColor"
        strokeWidth="4"
      />
    </svg>
  )
}
