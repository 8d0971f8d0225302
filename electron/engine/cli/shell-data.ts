import { homedir } from "node:os";
import { dirname } from "node:path";
import { stateRootOf } from "#contract/state-root.ts";

/** The folder of all blogs' state, shared with the desktop program. */
export const stateRoot = stateRootOf({ platform: process.platform, env: process.env, home: homedir() });

/** The folder of accepted host keys; the desktop program has its own. */
export const dataFolder = dirname(stateRoot);
