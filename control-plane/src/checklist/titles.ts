import type { ChecklistItem, Localized } from "@gameday/contract"

/** What each item says has to be so. */
export const checklistTitles = {
  "dashboard-loads": {
    en: "The dashboard loads without errors in the console",
    de: "Das Dashboard lädt ohne Fehler in der Konsole",
  },
  "core-services-healthy": {
    en: "All core services are healthy",
    de: "Alle Kerndienste sind gesund",
  },
  "load-above-50": {
    en: "More than 50 requests per second are answered",
    de: "Mehr als 50 Anfragen pro Sekunde werden beantwortet",
  },
  "grafana-live": {
    en: "Grafana shows live data",
    de: "Grafana zeigt laufende Daten",
  },
  "fault-seen-and-healed": {
    en: "One fault is injected, seen on the screen and healed in its time",
    de: "Eine Störung wird ausgelöst, ist auf dem Schirm zu sehen und in ihrer Zeit geheilt",
  },
  "heal-everything-leaves-nothing": {
    en: "The red button heals everything and leaves nothing behind",
    de: "Der rote Knopf heilt alles und lässt nichts zurück",
  },
  "login-rate-limit-validation": {
    en: "Login, login limit and validation of the shop work",
    de: "Anmeldung, Anmeldegrenze und Eingabeprüfung des Shops funktionieren",
  },
  "report-downloads": {
    en: "The report of a run can be downloaded",
    de: "Der Bericht eines Laufs lässt sich herunterladen",
  },
  "text-readable": {
    en: "Key figures are readable at 1080p",
    de: "Kennzahlen sind bei 1080p lesbar",
  },
  "reset-leaves-clean-stage": {
    en: "A reset leaves a clean stage",
    de: "Ein Zurücksetzen hinterlässt eine saubere Bühne",
  },
  "recording-available": {
    en: "A recorded run is there to fall back on",
    de: "Ein aufgezeichneter Lauf steht als Ersatz bereit",
  },
} as const satisfies Record<ChecklistItem, Localized>
