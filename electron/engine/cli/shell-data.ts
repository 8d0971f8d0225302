import { homedir } from "node:os";
import { dirname } from "node:path";
import { stateRootOf } from "#contract/state-root.ts";
import packageFile from "../../../package.json" with { type: "json" };

export const version: string = packageFile.version;

/** The folder with the state of all blogs. The desktop program uses the same folder. */
export const stateRoot = stateRootOf({ platform: process.platform, env: process.env, home: homedir() });

/** The folder for host keys that commands accepted. The desktop program uses a different folder. */
export const dataFolder = dirname(stateRoot);
