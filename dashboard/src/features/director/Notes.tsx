import styles from "./Notes.module.css"
import { stressedParts } from "./stressed.ts"

/** What the presenter says, readable from two steps away; what to stress is underlined. */
export function Notes({ text }: { readonly text: string }) {
  return (
    <div className={styles.notes} data-testid="notes">
      {text.split(/\n\s*\n/).map((paragraph, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name, and never change places
        <p key={index}>
          {stressedParts(paragraph).map((part, place) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            part.stressed ? <mark key={place}>{part.text}</mark> : part.text,
          )}
        </p>
      ))}
    </div>
  )
}
