import { homedir } from "node:os";
import { dirname } from "node:path";
import { stateRootOf } from "#contract/state-root.ts";

/** The folder with the state of all blogs. The desktop program uses the same folder. */
export const stateRoot = stateRootOf({ platform: process.platform, env: process.env, home: homedir() });

/**
 * The folder in which commands store accepted host keys. The desktop program stores its own in another
 * folder.
 */
export const dataFolder = dirname(stateRoot);
