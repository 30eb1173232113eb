import type { Messages } from "../localized-messages.ts"

export const guardMessages = {
  "list.or": { en: " or ", de: " oder " },
  "stop.availability": { en: "availability", de: "Verfügbarkeit" },
  "stop.errors": { en: "errors", de: "Fehler" },
  "stop.p95": { en: "response time p95", de: "Antwortzeit p95" },
  "stop.lost": { en: "lost", de: "Verlust" },
  "stop.for": { en: "for {seconds}", de: "seit {seconds}" },
  "stop.label": { en: "Stop early", de: "Vorher stoppen" },
  "stop.never": { en: "no", de: "nein" },
  "stop.usual": { en: "usual limits", de: "übliche Grenzen" },
  "stop.own": { en: "own limits", de: "eigene Grenzen" },
  "stop.metric": { en: "What is measured", de: "Was gemessen wird" },
  "stop.limit": { en: "Limit, {unit}", de: "Grenze, {unit}" },
  "stop.seconds": { en: "For how many seconds", de: "Wie viele Sekunden lang" },
  "stop.for-before": { en: "for", de: "seit" },
  "stop.add": { en: "Add a limit", de: "Grenze hinzufügen" },
  "stop.remove": { en: "Remove: {what}", de: "Entfernen: {what}" },
  "stop.promise": {
    en: "Stops by itself when {conditions}",
    de: "Stoppt von selbst, wenn {conditions}",
  },
  "stop.stopped": { en: "Stopped: {cause}", de: "Gestoppt: {cause}" },
  "guard.title": { en: "Guard", de: "Notbremse" },
  "guard.on": { en: "on", de: "an" },
  "guard.off": { en: "off", de: "aus" },
  "guard.heals": {
    en: "heals everything when {conditions}",
    de: "heilt alles, wenn {conditions}",
  },
  "guard.would-heal": {
    en: "would heal everything when {conditions}",
    de: "würde alles heilen, wenn {conditions}",
  },
  "guard.change": { en: "Change", de: "Ändern" },
  "guard.dialog": { en: "When does the guard heal everything?", de: "Wann heilt die Notbremse alles?" },
  "guard.explained": {
    en: "Judged once a second on what customers get. As soon as one of these holds, every active fault is healed.",
    de: "Jede Sekunde wird geprüft, was bei den Kunden ankommt. Sobald eines davon zutrifft, wird jeder aktive Fehler geheilt.",
  },
  "guard.save": { en: "Switch on with these limits", de: "Mit diesen Grenzen einschalten" },
  "guard.usual": { en: "Take the usual limits", de: "Übliche Grenzen nehmen" },
} as const satisfies Messages
