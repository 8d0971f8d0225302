// Downloads everything that is needed to build, run and test the program: `npm run setup`.
// Requires only Node 18 and npm. Skips steps that are already done.
import { elapsed, runScript, say } from "./setup/report.mjs";
import { setUpForTests } from "./setup/set-up.mjs";

await runScript(async () => {
  const started = Date.now();
  // Tries to download the official Electron even if a fallback is installed, as users of this script expect.
  await setUpForTests({ retryOfficial: true });
  say(`Set-up is complete (${elapsed(started)})`, `準備ができました (${elapsed(started)})`);
});
