// Downloads everything that is needed to build, run and test the program: `npm run setup`.
// Requires only Node 18 and npm, and skips what is already done.
import { elapsed, runScript, say } from "./setup/report.mjs";
import { setUpForTests } from "./setup/set-up.mjs";

await runScript(async () => {
  const started = Date.now();
  // A user who runs the set-up by hand expects it to try the official Electron again.
  await setUpForTests({ retryOfficial: true });
  say(`Set-up is complete (${elapsed(started)})`, `準備ができました (${elapsed(started)})`);
});
