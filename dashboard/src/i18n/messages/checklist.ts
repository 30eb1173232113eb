import type { Messages } from "../localized-messages.ts"

export const checklistMessages = {
  "view.checklist": { en: "Checklist", de: "Checkliste" },
  "checklist.title": { en: "Is the demo ready?", de: "Ist die Vorführung bereit?" },
  "checklist.ready": { en: "Ready: everything was checked", de: "Bereit: alles ist geprüft" },
  "checklist.not-ready": { en: "Not ready", de: "Nicht bereit" },
  "checklist.unknown": { en: "Nobody has looked yet", de: "Noch hat niemand nachgesehen" },
  "checklist.running": { en: "Being checked right now", de: "Wird gerade geprüft" },
  "checklist.count": {
    en: "{passed} passed, {failed} failed, {skipped} skipped, {open} not looked at",
    de: "{passed} bestanden, {failed} fehlgeschlagen, {skipped} ausgelassen, {open} nicht geprüft",
  },
  "checklist.loading": { en: "Asking for the last look", de: "Fragt nach der letzten Prüfung" },
  "checklist.how": {
    en: "A real browser checks every item against this stage:",
    de: "Ein echter Browser prüft jeden Punkt an dieser Bühne:",
  },
  "checklist.ago": { en: "{age} ago", de: "vor {age}" },
  "checklist.status.passed": { en: "Passed", de: "Bestanden" },
  "checklist.status.failed": { en: "Failed", de: "Fehlgeschlagen" },
  "checklist.status.skipped": { en: "Skipped", de: "Ausgelassen" },
  "checklist.status.not-run": { en: "Not looked at", de: "Nicht geprüft" },
} as const satisfies Messages
