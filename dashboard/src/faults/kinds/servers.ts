import type { Presentations } from "../fault-presentation.ts"

/** A server goes away or stands still. */
export const serversFaults = {
  kill: {
    icon: "bolt",
    band: { en: "Server dies", de: "Server stirbt" },
    command: { en: "Kill {who}", de: "{who} abschalten" },
    did: { en: "We killed {who}", de: "Wir haben {who} abgeschaltet" },
    incident: { en: "{who} killed", de: "{who} abgeschaltet" },
    happens: { en: "is killed", de: "wird abgeschaltet" },
    victims: "leave",
  },
  crash: {
    icon: "err",
    band: { en: "Server crashes", de: "Server stürzt ab" },
    command: { en: "Crash {who}", de: "{who} abstürzen lassen" },
    did: { en: "We crashed {who}", de: "Wir haben {who} abstürzen lassen" },
    incident: { en: "{who} crashed", de: "{who} abgestürzt" },
    happens: { en: "crashes", de: "stürzt ab" },
    victims: "leave",
  },
  stop: {
    icon: "stop",
    band: { en: "Server stopped", de: "Server abgeschaltet" },
    command: { en: "Stop {who}", de: "{who} stoppen" },
    did: { en: "We stopped {who}", de: "Wir haben {who} gestoppt" },
    incident: { en: "{who} stopped", de: "{who} gestoppt" },
    happens: { en: "is stopped and stays off", de: "wird gestoppt und bleibt aus" },
    victims: "leave",
  },
  pause: {
    icon: "snow",
    band: { en: "Server frozen", de: "Server eingefroren" },
    command: { en: "Freeze {who}", de: "{who} einfrieren" },
    did: { en: "We froze {who}", de: "Wir haben {who} eingefroren" },
    incident: { en: "{who} frozen", de: "{who} eingefroren" },
    happens: { en: "freezes", de: "friert ein" },
    victims: "leave",
  },
  restart: {
    icon: "loop",
    band: { en: "Server restarts", de: "Server startet neu" },
    command: { en: "Restart {who}", de: "{who} neu starten" },
    did: { en: "We restarted {who}", de: "Wir haben {who} neu gestartet" },
    incident: { en: "{who} restarted", de: "{who} neu gestartet" },
    happens: { en: "restarts", de: "startet neu" },
    victims: "leave",
  },
} as const satisfies Presentations
