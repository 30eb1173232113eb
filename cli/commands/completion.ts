import { CliProblem, type Command, exitCodes } from "../command.ts"
import { type Completable, type Shell, scripts, shells } from "../completion-scripts.ts"

/** Made from what the commands say of themselves, so it cannot fall behind them. */
export const completion: Command = {
  summary: "print a script that completes commands, options and scenarios in a shell",
  positionals: { name: "shell", choices: shells },
  options: {},
  help: [
    "bash:  gameday completion bash > ~/.local/share/bash-completion/completions/gameday",
    "zsh:   gameday completion zsh > ~/.zfunc/_gameday, with ~/.zfunc in fpath before compinit",
    "fish:  gameday completion fish > ~/.config/fish/completions/gameday.fish",
    "",
    "The scenarios in it are those of the moment it is printed. Ends with 0, or 64 for another shell.",
  ],

  async run({ positionals: [shell = ""], commands, print }) {
    if (!isShell(shell)) {
      throw new CliProblem(
        exitCodes.usage,
        `There is no completion for "${shell}". There are: ${shells.join(", ")}.`,
      )
    }
    const { shippedScenarios } = await import("../scenarios.ts")
    const scenarios = shippedScenarios().names()
    print(scripts[shell](Object.entries(commands).map((entry) => completable(entry, scenarios))))
    return exitCodes.ok
  },
}

function completable(
  [name, { summary, options, positionals }]: [string, Command],
  scenarios: readonly string[],
): Completable {
  const choices = positionals?.choices ?? []
  return {
    name,
    summary,
    options: [...Object.keys(options), "help"],
    words: choices === "scenarios" ? scenarios : choices,
    // A scenario may be a file of one's own.
    files: positionals !== undefined && (positionals.choices === undefined || choices === "scenarios"),
  }
}

function isShell(word: string): word is Shell {
  return shells.some((shell) => shell === word)
}
