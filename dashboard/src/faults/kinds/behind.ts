import type { Presentations } from "../fault-presentation.ts"

/** What the shop depends on. */
export const behindFaults = {
  "dependency-outage": {
    icon: "database-gone",
    band: { en: "Outage behind the shop", de: "Ausfall hinter dem Shop" },
    command: { en: "{who}: take away", de: "{who}: wegnehmen" },
    did: { en: "We took this away: {who}", de: "Wir haben weggenommen: {who}" },
    incident: { en: "{who} is gone", de: "{who} ist weg" },
    happens: { en: "is gone", de: "ist weg" },
    victims: "dependency",
  },
  "db-latency": {
    icon: "database-slow",
    band: { en: "Database slow", de: "Datenbank langsam" },
    command: { en: "Slow the database for {who}", de: "Datenbank für {who} verlangsamen" },
    did: { en: "We slowed the database for {who}", de: "Wir haben die Datenbank für {who} verlangsamt" },
    incident: { en: "Database slow for {who}", de: "Datenbank langsam für {who}" },
    happens: { en: "waits for the database", de: "wartet auf die Datenbank" },
    victims: "stay",
  },
  "db-pool-exhaustion": {
    icon: "pool",
    band: { en: "Database crowded", de: "Datenbank überlaufen" },
    command: { en: "Crowd the database for {who}", de: "Datenbank für {who} überfüllen" },
    did: {
      en: "We took the database connections of {who}",
      de: "Wir haben {who} die Datenbankverbindungen genommen",
    },
    incident: { en: "No free connection at {who}", de: "Keine freie Verbindung bei {who}" },
    happens: { en: "waits for a free connection", de: "wartet auf eine freie Verbindung" },
    victims: "stay",
  },
  "cache-flush": {
    icon: "cache-empty",
    band: { en: "Cache emptied", de: "Cache geleert" },
    command: { en: "Empty the cache of {who}", de: "Cache von {who} leeren" },
    did: { en: "We emptied the cache of {who}", de: "Wir haben den Cache von {who} geleert" },
    incident: { en: "Cache of {who} emptied", de: "Cache von {who} geleert" },
    happens: { en: "has to look everything up again", de: "muss alles neu nachschlagen" },
    victims: "stay",
  },
  "upstream-latency": {
    icon: "calls-slow",
    band: { en: "Calls get slow", de: "Aufrufe langsam" },
    command: { en: "Slow the calls of {who}", de: "Aufrufe von {who} verlangsamen" },
    did: { en: "We slowed the calls of {who}", de: "Wir haben die Aufrufe von {who} verlangsamt" },
    incident: { en: "Calls of {who} slow", de: "Aufrufe von {who} langsam" },
    happens: { en: "waits for the services behind it", de: "wartet auf die Dienste dahinter" },
    victims: "stay",
  },
  "upstream-abort": {
    icon: "calls-cut",
    band: { en: "Calls cut", de: "Aufrufe brechen ab" },
    command: { en: "Cut the calls of {who}", de: "Aufrufe von {who} kappen" },
    did: { en: "We cut the calls of {who}", de: "Wir kappen die Aufrufe von {who}" },
    incident: { en: "Calls of {who} cut", de: "Aufrufe von {who} gekappt" },
    happens: { en: "loses its calls on the way", de: "verliert ihre Aufrufe unterwegs" },
    victims: "stay",
  },
} as const satisfies Presentations
