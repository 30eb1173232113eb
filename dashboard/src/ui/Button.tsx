import type { ButtonHTMLAttributes } from "react"
import styles from "./Button.module.css"

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** primary: ink on the opposite ground, the one thing to do here. */
  readonly look?: "plain" | "primary" | "large" | "quiet"
}

export function Button({ look = "plain", className, ...rest }: ButtonProps) {
  return <button type="button" className={`${styles.button} ${styles[look]} ${className ?? ""}`} {...rest} />
}
