/** How containers are recognised. Never by name: names are anybody's to choose. */
export const labels = {
  project: "com.docker.compose.project",
  service: "com.docker.compose.service",
  number: "com.docker.compose.container-number",
  /** "True" for `docker compose run`. */
  oneOff: "com.docker.compose.oneoff",
  /** Only what carries it with the value "true" can be hit. */
  target: "gameday.target",
  /** Marks the replicas that we made. */
  clone: "gameday.clone",
} as const
