// Builds the packages: `npm run package [-- target …]`, such as `npm run package -- dir deb`.
// Without targets, builds the targets that electron-builder.yml lists for this platform.
// First sets up and builds the program.
import path from "node:path";
import { parseArgs } from "node:util";
import { writeChecksums } from "./package/checksums.mjs";
import { appImageTools, planPackages } from "./package/plan.mjs";
import { writeAppImageTools } from "./package/stand-ins/appimage-tools.mjs";
import { buildProgram } from "./setup/build.mjs";
import { describeElectron, ensureElectron } from "./setup/electron-runtime.mjs";
import { projectRoot } from "./setup/paths.mjs";
import { runScript, SetupError, say } from "./setup/report.mjs";
import { setUpForShell } from "./setup/set-up.mjs";

await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      /** Folder for the packages. */
      output: { type: "string" },
      /** Packages the existing build in `out/` without building again. */
      "built-already": { type: "boolean", default: false },
      /** Allows packaging the fallback Electron, which is meant for development only. */
      fallback: { type: "boolean", default: false },
    },
  });
  await setUpForShell();
  const electron = await ensureElectron();
  if (electron.kind === "fallback" && !values.fallback) throw fallbackError(electron);
  if (!values["built-already"]) await buildProgram();

  const fast = process.env.HITOFUDE_PACKAGE_FAST === "1";
  const plan = planPackages({ electron, targets: positionals, output: values.output, fast });
  Object.assign(process.env, plan.env);
  if (plan.env.APPIMAGE_TOOLS_PATH === appImageTools) writeAppImageTools(appImageTools, process.arch);
  // The tools of electron-builder resolve paths in electron-builder.yml relative to the working folder.
  process.chdir(projectRoot);
  sayHowItPackages(electron, plan);
  // This import cannot be at the top, because the set-up may have just installed electron-builder.
  const { build, Platform } = await import("electron-builder");
  const packages = await build({
    projectDir: projectRoot,
    targets: Platform.current().createTarget(plan.targets),
    config: plan.config,
    publish: "never",
  });

  const [first] = packages;
  if (first === undefined) return;
  const sums = await writeChecksums(path.dirname(first), packages);
  for (const file of [...packages, sums]) process.stdout.write(`${path.relative(projectRoot, file)}\n`);
});

/** @param {import("./setup/electron-runtime.mjs").ElectronDist} electron */
function fallbackError({ version }) {
  return new SetupError(
    `The official Electron could not be downloaded. Electron ${version} is there in its place, for development only: nobody should be given a package with it. To try out packages all the same: npm run package -- --fallback`,
    `公式の Electron をダウンロードできませんでした。代わりの Electron ${version} は開発用で、人に渡すパッケージには使えません。試すだけなら: npm run package -- --fallback`,
  );
}

/**
 * @param {import("./setup/electron-runtime.mjs").ElectronDist} electron
 * @param {import("./package/plan.mjs").Plan} plan
 */
function sayHowItPackages(electron, { env }) {
  const name = describeElectron(electron);
  say(`Packaging with Electron ${name}`, `Electron ${name} でパッケージを作ります`);
  if (electron.kind === "fallback") {
    say(
      "  This is for trying out packages: a release wants the official Electron",
      "  これは試すためのパッケージです。公開するものは公式の Electron で作ってください",
    );
  }
  if (env.CUSTOM_FPM_PATH) {
    say(
      "  fpm cannot be downloaded: deb and rpm are made with dpkg-deb and rpmbuild instead",
      "  fpm をダウンロードできないため、deb と rpm は dpkg-deb と rpmbuild で作ります",
    );
  }
}
