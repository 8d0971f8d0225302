import { chmod, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import packageFile from "../../package.json" with { type: "json" };
import { bashCompletion, fishCompletion, zshCompletion } from "./completions.ts";
import { unixLauncher, windowsLauncher } from "./launchers.ts";
import { manPage } from "./man-page.ts";

/**
 * Writes the files for the command `hitofude` into `out/shell/`, from which packages take them.
 * The written files are launchers, completions and man pages.
 * For deb and rpm, also writes the same files with their paths on the target computer (`/usr`).
 */
export async function writeShellFiles(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const { version } = packageFile;
  const completions = {
    bash: bashCompletion(),
    zsh: zshCompletion(),
    fish: fishCompletion(),
  };
  const pages = { en: manPage("en", version), ja: manPage("ja", version) };
  const put = async (name: string, content: string | Uint8Array, mode = 0o644): Promise<void> => {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    await chmod(file, mode);
  };

  await put("linux/hitofude", unixLauncher("hitofude"), 0o755);
  await put("mac/hitofude", unixLauncher("../MacOS/Hitofude"), 0o755);
  await put("windows/hitofude.cmd", windowsLauncher());
  await put("share/completions/hitofude.bash", completions.bash);
  await put("share/completions/_hitofude", completions.zsh);
  await put("share/completions/hitofude.fish", completions.fish);
  await put("share/man/man1/hitofude.1", pages.en);
  await put("share/man/ja/man1/hitofude.1", pages.ja);

  for (const [family, zshFolder] of [
    ["deb", "vendor-completions"],
    ["rpm", "site-functions"],
  ] as const) {
    const usr = `${family}/usr`;
    await put(`${usr}/share/bash-completion/completions/hitofude`, completions.bash);
    await put(`${usr}/share/zsh/${zshFolder}/_hitofude`, completions.zsh);
    await put(`${usr}/share/fish/vendor_completions.d/hitofude.fish`, completions.fish);
    await put(`${usr}/share/man/man1/hitofude.1.gz`, compressed(pages.en));
    await put(`${usr}/share/man/ja/man1/hitofude.1.gz`, compressed(pages.ja));
    await mkdir(path.join(folder, usr, "bin"));
    await symlink("../../opt/Hitofude/bin/hitofude", path.join(folder, usr, "bin", "hitofude"));
  }
}

/** Compresses a man page without a time stamp, so that equal pages result in equal files. */
function compressed(text: string): Uint8Array {
  return gzipSync(text, { level: 9 });
}
