/** How containers are recognised. Never by name: names are anybody's to choose. */
export const labels = {
  project: "com.docker.compose.project",
  service: "com.docker.compose.service",
  number: "com.docker.compose.container-number",
  /** "True" for `docker compose run`. */
  oneOff: "com.docker.compose.oneoff",
  /** Only what carries it with the value "true" can be hit. */
  target: "gameday.target",
  /** Of databases and caches, which can be taken away as a whole when they carry it with the value "true". */
  dependency: "gameday.dependency",
  /** Marks the replicas that we made. */
  clone: "gameday.clone",
  /** Marks a container that works for us for a moment; the value is the project. */
  helper: "gameday.helper",
} as const
