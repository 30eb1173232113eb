import type { Presentations } from "../fault-presentation.ts"

/** A machine has too much to do, or too little to do it with. */
export const machineFaults = {
  "cpu-burn": {
    icon: "cpu",
    band: { en: "Processor at 100 %", de: "Prozessor bei 100 %" },
    command: { en: "Keep {who} busy", de: "{who} auslasten" },
    did: { en: "We keep the processor of {who} busy", de: "Wir lasten den Prozessor von {who} aus" },
    incident: { en: "Processor of {who} busy", de: "Prozessor von {who} ausgelastet" },
    happens: { en: "computes for nothing", de: "rechnet für nichts" },
    victims: "stay",
  },
  "cpu-limit": {
    icon: "squeeze",
    band: { en: "Processor taken away", de: "Prozessor weggenommen" },
    command: { en: "Take processor time from {who}", de: "{who} Rechenzeit nehmen" },
    did: { en: "We took processor time from {who}", de: "Wir haben {who} Rechenzeit genommen" },
    incident: { en: "{who} short of processor time", de: "{who} ohne Rechenzeit" },
    happens: { en: "gets less processor time", de: "bekommt weniger Rechenzeit" },
    victims: "stay",
  },
  "memory-pressure": {
    icon: "mem",
    band: { en: "Memory fills up", de: "Speicher läuft voll" },
    command: { en: "Fill the memory of {who}", de: "Speicher von {who} füllen" },
    did: { en: "We filled the memory of {who}", de: "Wir haben den Speicher von {who} gefüllt" },
    incident: { en: "Memory of {who} full", de: "Speicher von {who} voll" },
    happens: { en: "has less memory", de: "hat weniger Speicher" },
    victims: "stay",
  },
  "memory-limit": {
    icon: "mem-low",
    band: { en: "Memory gets tight", de: "Speicher wird knapp" },
    command: { en: "Limit the memory of {who}", de: "Speicher von {who} begrenzen" },
    did: { en: "We limited the memory of {who}", de: "Wir haben den Speicher von {who} begrenzt" },
    incident: { en: "Memory of {who} limited", de: "Speicher von {who} begrenzt" },
    happens: { en: "has to do with less memory", de: "muss mit weniger Speicher auskommen" },
    victims: "stay",
  },
} as const satisfies Presentations
