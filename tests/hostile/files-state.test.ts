import { describe, test } from "vitest";
import { stateAttacks } from "./support/hostile-folder.ts";
import { tryOut } from "./support/scene.ts";

describe("a link in place of the program's folder inside a blog changes nothing outside", () => {
  test.for(Object.entries(stateAttacks))("%s", ([name, attack]) => tryOut(name, attack));
});
