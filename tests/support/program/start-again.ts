import { spawn } from "node:child_process";
import { type Desk, programCommand } from "./program.ts";

/** Starts the program a second time on a desk with these arguments. Resolves to the exit of that start. */
export async function startAgain(desk: Desk, given: readonly string[]): Promise<number | null> {
  const { executablePath, args, env } = await programCommand(desk, given);
  const child = spawn(executablePath, args, { env, stdio: "ignore" });
  return new Promise((resolve, reject) => child.once("exit", resolve).once("error", reject));
}
