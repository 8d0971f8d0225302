import { homedir } from "node:os";
import { dirname } from "node:path";
import { stateRootOf } from "#contract/state-root.ts";

/** Where the state of all blogs lies, the same for the shell and for the window. */
export const stateRoot = stateRootOf({ platform: process.platform, env: process.env, home: homedir() });

/** Where accepted host keys are kept; the desktop program has a folder of its own. */
export const dataFolder = dirname(stateRoot);
