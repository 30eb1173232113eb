import type { Messages } from "../localized-messages.ts"

export const timelineMessages = {
  "timeline.title": { en: "What happened", de: "Was geschah" },
  "timeline.empty": { en: "Nothing has happened yet.", de: "Noch ist nichts geschehen." },
  "timeline.empty-filter": { en: "Nothing of this kind.", de: "Nichts dieser Art." },
  "timeline.filter": { en: "Show", de: "Zeigen" },
  "timeline.filter.all": { en: "Everything", de: "Alles" },
  "timeline.filter.action": { en: "What we did", de: "Was wir taten" },
  "timeline.filter.trouble": { en: "What broke", de: "Was brach" },
  "timeline.filter.recovery": { en: "What healed", de: "Was heilte" },
  "timeline.count": { en: "{count} of {total} events", de: "{count} von {total} Ereignissen" },
  "incidents.title": { en: "Incidents", de: "Vorfälle" },
  "incidents.none": { en: "No incident yet.", de: "Noch kein Vorfall." },
  "incidents.promise": { en: "promised: healed in {limit}", de: "versprochen: geheilt in {limit}" },
  "incidents.median": { en: "median to heal", de: "Median bis geheilt" },
  "incidents.worst": { en: "worst", de: "am längsten" },
  "incidents.formula": {
    en: "Of the {count} healed incidents below. Median: half of them healed faster. Each from its fault, else from the first failed look at the instance, until the replacement was ready and took customers. The newest 20 incidents of this stage are kept.",
    de: "Über die {count} geheilten Vorfälle unten. Median: die Hälfte war schneller geheilt. Jeweils vom Fehler, sonst vom ersten vergeblichen Blick auf die Instanz, bis der Ersatz bereit war und Kunden bekam. Aufgehoben werden die neuesten 20 Vorfälle dieser Bühne.",
  },
  "incidents.kept": { en: "kept", de: "gehalten" },
  "incidents.broken": { en: "broken", de: "gebrochen" },
  "incidents.open": { en: "not healed yet", de: "noch nicht geheilt" },
  "incidents.number": { en: "Incident {number}", de: "Vorfall {number}" },
  "tone.action": { en: "we did", de: "wir" },
  "tone.info": { en: "note", de: "Hinweis" },
  "tone.warning": { en: "warning", de: "Warnung" },
  "tone.critical": { en: "broken", de: "kaputt" },
  "tone.recovery": { en: "healed", de: "geheilt" },
  "event.stage.started": { en: "The stage is open.", de: "Die Bühne ist offen." },
  "event.load.started": { en: "Load started: {what}.", de: "Last gestartet: {what}." },
  "event.load.changed": {
    en: "Load changed to {rps} requests per second.",
    de: "Last auf {rps} Anfragen pro Sekunde geändert.",
  },
  "event.load.changed-plain": { en: "Load changed.", de: "Last geändert." },
  "event.load.stopped": { en: "Load stopped.", de: "Last beendet." },
  "event.load.completed": { en: "Load ran to its end.", de: "Last lief bis zum Ende." },
  "event.load.failed": {
    en: "The load generator failed. {message}",
    de: "Der Lastgenerator ist ausgefallen. {message}",
  },
  "event.generator.limited": {
    en: "The generator was the limit, not the shop.",
    de: "Der Generator war die Grenze, nicht der Shop.",
  },
  "event.fault.reverted.ttl": {
    en: "{what}: time is up, undone.",
    de: "{what}: Zeit abgelaufen, zurückgenommen.",
  },
  "event.fault.reverted.healed": { en: "{what}: healed by hand.", de: "{what}: von Hand geheilt." },
  "event.fault.reverted.recovered": { en: "{what}: healed by itself.", de: "{what}: von selbst geheilt." },
  "event.fault.reverted.failed-to-inject": {
    en: "{what}: could not be injected.",
    de: "{what}: ließ sich nicht einbauen.",
  },
  "event.fault.reverted.restart": {
    en: "{what}: undone after a restart of the control plane.",
    de: "{what}: nach einem Neustart der Steuerung zurückgenommen.",
  },
  "event.fault.reverted.target-gone": {
    en: "{what}: ended, its target is gone.",
    de: "{what}: beendet, das Ziel gibt es nicht mehr.",
  },
  "event.fault.reverted.stopped": {
    en: "{what}: stopped, {cause}.",
    de: "{what}: gestoppt, {cause}.",
  },
  "event.fault.reverted.stopped-plain": {
    en: "{what}: stopped by its limit.",
    de: "{what}: an seiner Grenze gestoppt.",
  },
  "event.guard.on": { en: "The guard is on.", de: "Die Notbremse ist an." },
  "event.guard.off": { en: "The guard is off.", de: "Die Notbremse ist aus." },
  "event.guard.tripped": {
    en: "The guard healed everything: {cause}.",
    de: "Die Notbremse hat alles geheilt: {cause}.",
  },
  "event.guard.tripped-one": {
    en: "A fault reached its limit: {cause}.",
    de: "Ein Fehler hat seine Grenze erreicht: {cause}.",
  },
  "event.guard.tripped-plain": {
    en: "The guard stopped what was broken.",
    de: "Die Notbremse hat gestoppt, was kaputt war.",
  },
  "event.fault.reverted.plain": { en: "{what}: undone.", de: "{what}: zurückgenommen." },
  "event.fault.revert-failed": {
    en: "{what}: could not be undone. {reason}",
    de: "{what}: ließ sich nicht zurücknehmen. {reason}",
  },
  "event.heal-all.started": { en: "Healing everything.", de: "Alles wird geheilt." },
  "event.heal-all.finished": {
    en: "Healed {healed}, nothing is left.",
    de: "{healed} geheilt, nichts ist übrig.",
  },
  "event.heal-all.residue": {
    en: "Healed {healed}, but something is left.",
    de: "{healed} geheilt, aber etwas ist übrig.",
  },
  "event.instance.died": { en: "{instance} died.", de: "{instance} ist ausgefallen." },
  "event.instance.started": { en: "{instance} starts again.", de: "{instance} startet neu." },
  "event.instance.ready": { en: "{instance} is ready.", de: "{instance} ist bereit." },
  "event.instance.unready": { en: "{instance} takes no customers.", de: "{instance} nimmt keine Kunden an." },
  "event.instance.gave-up": {
    en: "{instance} does not come back; gave up.",
    de: "{instance} kommt nicht zurück; aufgegeben.",
  },
  "event.instance.replaced": { en: "{instance} is replaced.", de: "{instance} wird ersetzt." },
  "event.breaker.opened": {
    en: "Circuit breaker to {to} opened.",
    de: "Sicherung zu {to} ausgelöst.",
  },
  "event.breaker.opened-reason": {
    en: "Circuit breaker to {to} opened: {failed} of {calls} calls failed.",
    de: "Sicherung zu {to} ausgelöst: {failed} von {calls} Aufrufen gescheitert.",
  },
  "event.breaker.half-open": {
    en: "Circuit breaker to {to} lets a few calls through.",
    de: "Sicherung zu {to} lässt einige Aufrufe durch.",
  },
  "event.breaker.closed": {
    en: "Circuit breaker to {to} closed again.",
    de: "Sicherung zu {to} wieder geschlossen.",
  },
  "event.autoscaled.rps": {
    en: "{measured} requests/s, {target} per replica.",
    de: "{measured} Anfragen/s, {target} je Replikat.",
  },
  "event.autoscaled.cpu": {
    en: "{measured} cores per replica, {target} meant.",
    de: "{measured} Kerne je Replikat, {target} gedacht.",
  },
  "event.autoscaled.p95": {
    en: "p95 {measured} ms, {target} ms meant.",
    de: "p95 {measured} ms, {target} ms gedacht.",
  },
  "event.service.scaled": {
    en: "{service}: {before} → {after} replicas.",
    de: "{service}: {before} → {after} Replikate.",
  },
  "event.service.scaled-to": { en: "{service}: {after} replicas.", de: "{service}: {after} Replikate." },
  "event.service.restarted": {
    en: "{service} restarts, one after the other.",
    de: "{service} startet neu, eins nach dem anderen.",
  },
  "event.dependency.died": {
    en: "{dependency} is away.",
    de: "{dependency} ist ausgefallen.",
  },
  "event.dependency.started": { en: "{dependency} is back.", de: "{dependency} ist wieder da." },
  "event.incident.detected": {
    en: "Incident {number}: {instance}, detected in {took}.",
    de: "Vorfall {number}: {instance}, erkannt nach {took}.",
  },
  "event.incident.detected-plain": { en: "Incident: {instance}.", de: "Vorfall: {instance}." },
  "event.incident.recovered": {
    en: "Incident {number}: {instance} healed in {took}.",
    de: "Vorfall {number}: {instance} nach {took} geheilt.",
  },
  "event.incident.recovered-plain": { en: "{instance} has healed.", de: "{instance} ist geheilt." },
  "event.slo.breached": { en: "Out of limits: {what}.", de: "Außerhalb der Grenzen: {what}." },
  "event.slo.restored": { en: "Within limits again: {what}.", de: "Wieder in den Grenzen: {what}." },
  "event.platform.problem": {
    en: "The platform has a problem. {message}",
    de: "Die Plattform hat ein Problem. {message}",
  },
  "slo.availability": { en: "availability", de: "Verfügbarkeit" },
  "slo.p95": { en: "response time p95", de: "Antwortzeit p95" },
  "slo.errors": { en: "errors", de: "Fehler" },
  "slo.any": { en: "an objective", de: "ein Ziel" },
  "grafana.title": { en: "Grafana", de: "Grafana" },
  "grafana.unreachable": {
    en: "Grafana is not running beside this stage.",
    de: "Grafana läuft nicht neben dieser Bühne.",
  },
  "grafana.how": {
    en: "It comes with the Docker platform. Start it with:",
    de: "Es gehört zur Docker-Plattform. Starten mit:",
  },
  "grafana.open": { en: "Open in its own tab", de: "In eigenem Tab öffnen" },
  "grafana.frame": { en: "Grafana dashboards", de: "Grafana-Dashboards" },
} as const satisfies Messages
