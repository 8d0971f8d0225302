// Fetches everything that is needed to build, run and test the program: `npm run setup`.
// Needs nothing but Node 18 and npm, and does only what is not done yet.
import { elapsed, runScript, say } from "./setup/report.mjs";
import { setUpForTests } from "./setup/set-up.mjs";

await runScript(async () => {
  const started = Date.now();
  // Asked for by hand: a good moment to see whether the official Electron is within reach by now.
  await setUpForTests({ retryOfficial: true });
  say(`Set-up is complete (${elapsed(started)})`, `準備ができました (${elapsed(started)})`);
});
