import type { State } from "@gameday/contract"
import { CliProblem, type CommandContext, exitCodes } from "../command.ts"
import type { StageClient } from "../stage-client.ts"
import { stageProgram, startStage } from "./start-stage.ts"

export type StagePlatform = "local" | "docker"

export interface OpenStage {
  readonly stage: StageClient
  /** It was started for this command. */
  readonly isOwn: boolean
  /** Ends the stage if it is our own. */
  end(): Promise<void>
}

export interface OpenStageOptions {
  /** A stage that is running on another one is refused; absent: any will do, and local is started. */
  readonly platform?: StagePlatform | undefined
  /** Further settings for a stage that is started. */
  readonly environment?: Readonly<Record<string, string>>
  /** Aborted when nobody waits any longer. */
  readonly interrupted: AbortSignal
}

/** The running stage, or one started for this command. @throws CliProblem when there is none to be had */
export async function openStage(
  { connect, print }: Pick<CommandContext, "connect" | "print">,
  { platform, environment = {}, interrupted }: OpenStageOptions,
): Promise<OpenStage> {
  const running = await runningStage(connect)
  if (running !== undefined) {
    if (platform !== undefined) await assertPlatform(running, platform)
    return { stage: running, isOwn: false, end: () => Promise.resolve() }
  }
  print("No stage is running: starting one.")
  const started = await startStage(stageProgram(platform ?? "local"), { print, environment, interrupted })
  const end = async () => {
    print("Ending the stage.")
    await started.end()
  }
  try {
    return { stage: await connect(), isOwn: true, end }
  } catch (error) {
    await end()
    throw error
  }
}

/** undefined: none is running here. One that was named and does not answer is a problem. */
async function runningStage(connect: CommandContext["connect"]): Promise<StageClient | undefined> {
  try {
    return await connect()
  } catch (error) {
    const isNone = error instanceof CliProblem && error.exitCode === exitCodes.noStage
    if (isNone && (process.env.GAMEDAY_URL ?? "") === "") return undefined
    throw error
  }
}

async function assertPlatform(stage: StageClient, wanted: StagePlatform): Promise<void> {
  const { platform } = await stage.ask<State>("GET", "/api/v1/state")
  if (platform === wanted) return
  throw new CliProblem(
    exitCodes.noStage,
    `A stage with platform ${platform} is running at ${stage.url}. End it first, or leave out --platform.`,
  )
}
