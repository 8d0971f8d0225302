import { spawn } from "node:child_process";
import { type Desk, programCommand } from "./program.ts";

/** Starts a second program with the same home folder. Resolves with the exit code of the second program. */
export async function startAgain(desk: Desk, given: readonly string[]): Promise<number | null> {
  const { executablePath, args, env } = await programCommand(desk, given);
  const child = spawn(executablePath, args, { env, stdio: "ignore" });
  return new Promise((resolve, reject) => child.once("exit", resolve).once("error", reject));
}
