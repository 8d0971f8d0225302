// Makes the npm package, which contains the shell without Electron: `npm run package:npm [-- --output DIR]`.
// The default folder is `dist/npm/`. `npm publish` takes the tarball.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { writeNpmPackage } from "./package/npm-package.mjs";
import { buildProgram } from "./setup/build.mjs";
import { npmCommand } from "./setup/npm.mjs";
import { projectRoot } from "./setup/paths.mjs";
import { runScript } from "./setup/report.mjs";
import { lastWords, run } from "./setup/run.mjs";
import { setUpForShell } from "./setup/set-up.mjs";
import { withWorkFolder } from "./setup/work-folder.mjs";

await runScript(async () => {
  const { values } = parseArgs({
    options: {
      /** Folder for the tarball. */
      output: { type: "string", default: path.join(projectRoot, "dist", "npm") },
      /** Packages the existing build in `out/` without building again. */
      "built-already": { type: "boolean", default: false },
    },
  });
  await setUpForShell();
  if (!values["built-already"]) await buildProgram();
  const output = path.resolve(values.output);
  await mkdir(output, { recursive: true });
  await withWorkFolder(output, "package-", async (folder) => {
    await writeNpmPackage(folder);
    const { command, args, shell } = npmCommand(["pack", folder, "--silent", "--pack-destination", output]);
    const packed = await run(command, args, { cwd: output, shell });
    if (packed.code !== 0) throw new Error(`npm pack failed:\n${lastWords(packed)}`);
    process.stdout.write(`${path.join(output, packed.stdout.trim())}\n`);
  });
});
