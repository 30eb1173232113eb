import type { Messages } from "../localized-messages.ts"

export const replayMessages = {
  "replay.tag": { en: "Recording of {date}", de: "Aufzeichnung vom {date}" },
  "replay.label": { en: "Recording", de: "Aufzeichnung" },
  "replay.loading": {
    en: "Loading the recording, {size} so far",
    de: "Lädt die Aufzeichnung, bisher {size}",
  },
  "replay.failed": {
    en: "This recording cannot be shown.",
    de: "Diese Aufzeichnung lässt sich nicht zeigen.",
  },
  "replay.unknown": {
    en: "There is no run of this name. The report view lists those there are.",
    de: "Einen Lauf dieses Namens gibt es nicht. Die Berichte zeigen, welche es gibt.",
  },
  "replay.unreachable": {
    en: "The control plane does not answer, so the recording could not be loaded.",
    de: "Die Steuerung antwortet nicht, deshalb konnte die Aufzeichnung nicht geladen werden.",
  },
  "replay.format": {
    en: "It was written by another version of Gameday.",
    de: "Sie stammt von einer anderen Version von Gameday.",
  },
  "replay.empty": { en: "There is no picture in it.", de: "Es ist kein Bild darin." },
  "replay.live": { en: "Back to the live stage", de: "Zurück zur Bühne" },
  "replay.play": { en: "Play", de: "Abspielen" },
  "replay.pause": { en: "Pause", de: "Anhalten" },
  "replay.seek": { en: "Moment of the recording", de: "Stelle der Aufzeichnung" },
  "replay.position": { en: "{at} of {end}", de: "{at} von {end}" },
  "replay.speed": { en: "Speed", de: "Tempo" },
  "replay.before": { en: "Previous mark", de: "Vorige Marke" },
  "replay.after": { en: "Next mark", de: "Nächste Marke" },
  "keys.replay-play": { en: "Recording: play and pause", de: "Aufzeichnung: abspielen und anhalten" },
  "keys.replay-seek": {
    en: "Recording: 5 s back or on; with Shift to the mark before or after",
    de: "Aufzeichnung: 5 s zurück oder vor; mit Umschalt zur Marke davor oder danach",
  },
  "keys.replay-speed": { en: "Recording: slower, faster", de: "Aufzeichnung: langsamer, schneller" },
} as const satisfies Messages
