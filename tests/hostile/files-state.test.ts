import { describe, test } from "vitest";
import { stateAttacks } from "./support/hostile-folder.ts";
import { tryOut } from "./support/scene.ts";

describe("a link in the place of all that the program keeps inside a blog", () => {
  test.for(Object.entries(stateAttacks))("%s", ([name, attack]) => tryOut(name, attack));
});
