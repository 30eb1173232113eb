/** One command, as far as a shell completes it. */
export interface Completable {
  readonly name: string
  readonly summary: string
  /** Long names, without the hyphens. */
  readonly options: readonly string[]
  /** What can follow besides options. */
  readonly words: readonly string[]
  /** Names of files can follow, too. */
  readonly files: boolean
}

export const shells = ["bash", "zsh", "fish"] as const
export type Shell = (typeof shells)[number]

/** The script for each shell. Names hold nothing that a shell takes for syntax; summaries are quoted. */
export const scripts: Record<Shell, (commands: readonly Completable[]) => string> = { bash, zsh, fish }

function bash(commands: readonly Completable[]): string {
  return [
    "# bash completion for gameday",
    "_gameday() {",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: bash's, not ours
    '  local current="${COMP_WORDS[COMP_CWORD]}" words="" files=""',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    words="${commands.map(({ name }) => name).join(" ")}"`,
    "  else",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: bash's, not ours
    '    case "${COMP_WORDS[1]}" in',
    ...commands.map(
      ({ name, files, ...one }) => `      ${name}) words="${wordsOf(one)}"${files ? " files=yes" : ""} ;;`,
    ),
    "    esac",
    "  fi",
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '  if [ -n "$files" ]; then COMPREPLY+=($(compgen -f -- "$current")); fi',
    "}",
    "complete -o filenames -F _gameday gameday",
  ].join("\n")
}

function zsh(commands: readonly Completable[]): string {
  return [
    "#compdef gameday",
    "_gameday() {",
    "  if (( CURRENT == 2 )); then",
    "    local -a commands=(",
    ...commands.map(({ name, summary }) => `      ${quoted(`${name}:${summary}`)}`),
    "    )",
    "    _describe command commands",
    "    return",
    "  fi",
    '  case "$words[2]" in',
    ...commands.map(
      ({ name, files, ...one }) => `    ${name}) compadd -- ${wordsOf(one)}${files ? "; _files" : ""} ;;`,
    ),
    "  esac",
    "}",
    // Sourced or put into fpath, both work.
    'if [ "$funcstack[1]" = "_gameday" ]; then _gameday "$@"; else compdef _gameday gameday; fi',
  ].join("\n")
}

function fish(commands: readonly Completable[]): string {
  return [
    "# fish completion for gameday",
    "complete -c gameday -f",
    ...commands.flatMap(({ name, summary, options, words, files }) => {
      const when = `-n "__fish_seen_subcommand_from ${name}"`
      return [
        `complete -c gameday -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
        ...options.map((option) => `complete -c gameday ${when} -l ${option}`),
        ...(words.length > 0 ? [`complete -c gameday ${when} -a ${quoted(words.join(" "))}`] : []),
        ...(files ? [`complete -c gameday ${when} -F`] : []),
      ]
    }),
  ].join("\n")
}

function wordsOf({ options, words }: Pick<Completable, "options" | "words">): string {
  return [...words, ...options.map((option) => `--${option}`)].join(" ")
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
