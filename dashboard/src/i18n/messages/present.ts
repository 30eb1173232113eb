import type { Messages } from "../localized-messages.ts"

export const presentMessages = {
  "present.on": {
    en: "Presenter mode. Esc leaves it, Q shows the code for phones, C the clock window.",
    de: "Vortragsmodus. Esc verlässt ihn, Q zeigt den Code für Handys, C das Uhrfenster.",
  },
  "present.on-viewer": { en: "Presenter mode. Esc leaves it.", de: "Vortragsmodus. Esc verlässt ihn." },
  "present.services": { en: "Core services", de: "Kerndienste" },
  "present.ready": { en: "{ready} of {desired} servers", de: "{ready} von {desired} Servern" },
  "present.broken": { en: "Broken on purpose", de: "Absichtlich kaputt" },
  "present.calm": {
    en: "Nothing is broken on purpose right now.",
    de: "Gerade ist nichts absichtlich kaputt.",
  },
  "present.more": { en: "and {count} more", de: "und {count} weitere" },
  "present.left": { en: "{time} left", de: "noch {time}" },
  "present.stuck": { en: "not undone", de: "nicht rückgängig" },
  "present.next": { en: "Next", de: "Als Nächstes" },
  "present.waiting": { en: "Waits for the presenter", de: "Wartet auf den Vortragenden" },
  "present.orders": { en: "orders per minute", de: "Bestellungen pro Minute" },
  "present.revenue": { en: "{currency} per minute", de: "{currency} pro Minute" },
  "present.of": { en: "of {planned}", de: "von {planned}" },
  "clock.title": { en: "Gameday clock", de: "Gameday-Uhr" },
  "clock.open": { en: "Clock window", de: "Uhrfenster" },
  "clock.close": { en: "Close the clock window", de: "Uhrfenster schließen" },
  "clock.unsupported": {
    en: "This browser has no windows that stay on top. Chrome and Edge have.",
    de: "Dieser Browser kann kein Fenster im Vordergrund halten. Chrome und Edge können es.",
  },
  "clock.insecure": {
    en: "Browsers allow a window that stays on top only over https or on this machine itself.",
    de: "Browser erlauben ein Fenster im Vordergrund nur über https oder auf diesem Rechner selbst.",
  },
  "clock.refused": {
    en: "The browser did not open the clock window. Try again with the button in the settings.",
    de: "Der Browser hat das Uhrfenster nicht geöffnet. Versuchen Sie es mit dem Knopf in den Einstellungen.",
  },
  "clock.now": { en: "Time", de: "Uhrzeit" },
  "clock.no-cue": { en: "No run: nothing is scheduled", de: "Kein Ablauf: nichts ist geplant" },
  "audience.open": { en: "Show to the audience", de: "Dem Publikum zeigen" },
  "audience.lead": {
    en: "Whoever opens this sees what you see, live, and can change nothing.",
    de: "Wer dies öffnet, sieht live, was Sie sehen, und kann nichts verändern.",
  },
  "audience.scan": { en: "Scan and watch on your phone", de: "Scannen und auf dem Handy zusehen" },
  "audience.code": { en: "QR code of the viewer link", de: "QR-Code des Links für Zuschauer" },
  "audience.link": { en: "Viewer link", de: "Link für Zuschauer" },
  "audience.copy": { en: "Copy the link", de: "Link kopieren" },
  "audience.copied": { en: "Viewer link copied.", de: "Link für Zuschauer kopiert." },
  "audience.selected": {
    en: "The link is selected: copy it with Ctrl and C.",
    de: "Der Link ist markiert: mit Strg und C kopieren.",
  },
  "audience.asking": { en: "Asking for the link", de: "Fragt nach dem Link" },
  "audience.unreachable": {
    en: "Phones cannot open this link yet.",
    de: "Handys können diesen Link noch nicht öffnen.",
  },
  "audience.this-machine": {
    en: "The stage listens on this machine only. Start it with {setting} and phones in the same network reach it.",
    de: "Die Bühne ist nur auf diesem Rechner erreichbar. Starten Sie sie mit {setting}, dann erreichen Handys im selben Netz sie.",
  },
  "audience.unnamed": {
    en: "The stage listens everywhere, but answers only to names it knows. Start it with {setting}, or open this page under that address.",
    de: "Die Bühne ist überall erreichbar, antwortet aber nur auf Namen, die sie kennt. Starten Sie sie mit {setting}.",
  },
  "audience.container": {
    en: "Docker publishes the stage on this machine only. In compose/compose.yaml, publish port 3001 on an address of this machine and add that address to {setting}.",
    de: "Docker macht die Bühne nur auf diesem Rechner erreichbar. Geben Sie in compose/compose.yaml Port 3001 unter einer Adresse dieses Rechners frei und ergänzen Sie sie in {setting}.",
  },
  "audience.here": { en: "On this machine the link works:", de: "Auf diesem Rechner funktioniert der Link:" },
} as const satisfies Messages
