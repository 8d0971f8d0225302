import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { addNode, nodePackages } from "../../scripts/package/windows/node.mjs";
import { projectRoot } from "./package-paths.ts";

/** Checks the parts of Windows and macOS packages that can be checked on another system. */

const copied = z.array(z.object({ from: z.string(), to: z.string() }));
const configuration = z
  .object({
    appId: z.string(),
    fileAssociations: z.never().optional(),
    electronFuses: z.looseObject({ runAsNode: z.boolean(), resetAdHocDarwinSignature: z.boolean() }),
    win: z.looseObject({
      fileAssociations: z.never().optional(),
      files: z.array(z.string()),
      extraFiles: copied,
      extraResources: copied,
    }),
    nsis: z.looseObject({ include: z.string() }),
    mac: z.looseObject({
      fileAssociations: z.array(
        z.object({ ext: z.array(z.string()), role: z.string(), rank: z.string(), name: z.string() }),
      ),
      extraResources: copied,
    }),
  })
  .parse(parse(readFileSync(join(projectRoot, "electron-builder.yml"), "utf8")));

const installer = readFileSync(join(projectRoot, configuration.nsis.include), "utf8");
const has = (command: string): boolean => spawnSync(command, ["-VERSION"]).error === undefined;

test("the program's id equals that of the installer, so that Windows groups windows with the shortcut", () => {
  const main = readFileSync(join(projectRoot, "electron/main/main.ts"), "utf8");
  expect(main).toContain(`app.setAppUserModelId("${configuration.appId}");`);
});

test("Windows lists Hitofude for Markdown under Open with, and the default program stays unchanged", () => {
  expect(installer).toContain('!define HITOFUDE_PROGID "Hitofude.Markdown"');
  for (const ext of ["md", "markdown"]) {
    const value = `SHELL_CONTEXT "Software\\Classes\\.${ext}\\OpenWithProgids" "\${HITOFUDE_PROGID}"`;
    expect(installer).toContain(`WriteRegStr ${value} ""`);
    expect(installer).toContain(`DeleteRegValue ${value}`);
  }
  // The default program of an extension is the unnamed value of its key.
  expect(installer).not.toMatch(/Classes\\\.\w+" ""/);
});

test("macOS lists Hitofude for Markdown as an alternative", () => {
  expect(configuration.mac.fileAssociations).toEqual([
    { ext: ["md", "markdown"], name: "Markdown", role: "Editor", rank: "Alternate" },
  ]);
});

test("the ad-hoc signature is renewed after the fuses are set, and the shell needs no fuse", () => {
  expect(configuration.electronFuses).toMatchObject({ resetAdHocDarwinSignature: true, runAsNode: false });
});

test("the launchers find the files that they start", () => {
  const { win, mac } = configuration;
  const launcher = readFileSync(join(projectRoot, "out/shell/windows/hitofude.cmd"), "utf8");
  expect(win.extraFiles).toContainEqual({ from: "out/shell/windows", to: "bin" });
  expect(win.extraResources).toContainEqual({ from: "out/cli", to: "shell/out/cli" });
  expect(win.files).toEqual(["!out/cli"]);
  expect(launcher).toContain(
    '"%~dp0..\\resources\\shell\\node.exe" "%~dp0..\\resources\\shell\\out\\cli\\hitofude.js" %*\r\nexit /b %errorlevel%\r\n',
  );
  // cmd.exe does not find labels in files with other line ends
  expect(launcher.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  expect(mac.extraResources).toContainEqual({ from: "out/shell/mac", to: "bin" });
  const onMac = readFileSync(join(projectRoot, "out/shell/mac/hitofude"), "utf8");
  expect(onMac).toContain("program=$folder/../MacOS/Hitofude\n");
});

test("the launcher of Windows knows every command of the shell", () => {
  const launcher = readFileSync(join(projectRoot, "out/shell/windows/hitofude.cmd"), "utf8");
  const help = execFileSync(process.execPath, ["out/cli/hitofude.js", "--help"], {
    cwd: projectRoot,
    env: { ...process.env, LANG: "en_US.UTF-8", LC_ALL: "" },
    encoding: "utf8",
  });
  const commands = [...help.matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1]);
  expect(commands.length).toBeGreaterThan(5);
  for (const command of commands) expect(launcher).toContain(`if "%~1"=="${command}" goto shell\r\n`);
});

test.each(["x64", "arm64"])(
  "the Node for Windows on %s is a console program for that processor, with its licence",
  async (arch) => {
    const folder = mkdtempSync(join(tmpdir(), "hitofude-node-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    await addNode(folder, arch);
    const binary = readFileSync(join(folder, "node.exe"));
    // https://learn.microsoft.com/windows/win32/debug/pe-format
    const header = binary.readUInt32LE(0x3c);
    expect(binary.toString("latin1", header, header + 4)).toBe("PE\0\0");
    expect(binary.readUInt16LE(header + 4)).toBe(arch === "x64" ? 0x8664 : 0xaa64);
    const subsystem = binary.readUInt16LE(header + 24 + 68);
    expect(subsystem).toBe(3);
    expect(binary.includes(`v${nodePackages[arch]?.version}`)).toBe(true);
    expect(readFileSync(join(folder, "LICENSE.node.txt"), "utf8")).toMatch(/^Node\.js is licensed/);
  },
);

test.skipIf(!has("makensis"))("NSIS compiles our part of the installer", () => {
  const folder = mkdtempSync(join(tmpdir(), "hitofude-nsis-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ["installer", "uninstaller"]) {
    const script = join(folder, `${name}.nsi`);
    writeFileSync(script, aroundInstaller(join(folder, `${name}.exe`), name === "uninstaller"));
    const made = spawnSync("makensis", ["-V2", "-WX", "-INPUTCHARSET", "UTF8", script], { encoding: "utf8" });
    expect([made.stdout, made.stderr, made.status]).toEqual(["", "", 0]);
  }
});

/** Returns the script that electron-builder's installer has around the included file. */
function aroundInstaller(target: string, isUninstaller: boolean): string {
  const section = isUninstaller
    ? `Section
  WriteUninstaller "$INSTDIR\\uninstall.exe"
SectionEnd
Section "un.x"
  StrCpy $appExe "$INSTDIR\\Hitofude.exe"
  !insertmacro customUnInstall
SectionEnd`
    : `Function .onInit
  !insertmacro customInit
FunctionEnd
Section
  StrCpy $appExe "$INSTDIR\\Hitofude.exe"
  !insertmacro customInstall
SectionEnd`;
  return `Unicode true
${isUninstaller ? "!define BUILD_UNINSTALLER" : ""}
!include "${join(projectRoot, configuration.nsis.include)}"
!include MUI2.nsh
!include LogicLib.nsh
Var appExe
!define APP_ID "${configuration.appId}"
!define isUpdated '"$appExe" == "updated"'
Name x
OutFile "${target}"
InstallDir "$TEMP\\x"
${isUninstaller ? "!insertmacro MUI_UNPAGE_INSTFILES" : "!insertmacro customPageAfterChangeDir"}
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE Japanese
${section}
`;
}
