import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LinuxKind, packageFile, type ProgramPaths, programIn } from "./package-paths.ts";

/** An unpacked package of Linux that any user can read. */
export interface Installed {
  readonly root: string;
  readonly program: ProgramPaths;
  /** The command `hitofude` as a user runs it. */
  readonly command: string;
}

/** Unpacks a package; the caller removes `root`. */
export function unpackPackage(kind: LinuxKind): Installed {
  const root = mkdtempSync(join(tmpdir(), `hitofude-${kind}-`));
  chmodSync(root, 0o755);
  const file = packageFile(kind);
  const run = (command: string, args: readonly string[]): void => {
    execFileSync(command, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  };
  switch (kind) {
    case "deb":
      run("dpkg-deb", ["--extract", file, root]);
      return inSystem(root);
    case "rpm":
      run("sh", ["-c", 'rpm2archive -n "$0" | tar -x', file]);
      return inSystem(root);
    case "tar.gz": {
      run("tar", ["-xzf", file]);
      const [name = ""] = readdirSync(root);
      return withProgram(root, join(root, name));
    }
    case "AppImage":
      run(file, ["--appimage-extract"]);
      chmodSync(join(root, "squashfs-root"), 0o755);
      // A user runs the file itself; AppRun is what the AppImage's runtime starts.
      return {
        ...withProgram(root, join(root, "squashfs-root")),
        command: join(root, "squashfs-root", "AppRun"),
      };
  }
}

function inSystem(root: string): Installed {
  return {
    ...withProgram(root, join(root, "opt", "Hitofude")),
    command: join(root, "usr", "bin", "hitofude"),
  };
}

function withProgram(root: string, folder: string): Installed {
  const program = programIn(folder);
  return { root, program, command: program.command };
}
