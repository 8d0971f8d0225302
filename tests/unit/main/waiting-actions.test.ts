import { expect, test } from "vitest";
import { WaitingActions } from "#main/windows/waiting-actions.ts";

function page() {
  const done: string[] = [];
  const actions = new WaitingActions({
    runCommand: (id) => done.push(`run ${id}`),
    showPost: (path) => done.push(`show ${path}`),
  });
  return { done, actions };
}

test("a post that is opened while the window still loads is shown as soon as the page can show it", () => {
  const { done, actions } = page();
  actions.show("posts/a.md");
  actions.show("posts/b.md");
  expect(done).toEqual([]);
  actions.report(["publish"]);
  actions.report([]);
  expect(done).toEqual(["show posts/b.md"]);
  actions.show("posts/c.md");
  expect(done.at(-1)).toBe("show posts/c.md");
});

test("a command waits until the page reports it as available, and runs once", () => {
  const { done, actions } = page();
  actions.run("new-post");
  actions.report(["new-post"]);
  expect(actions.disabled).toEqual(["new-post"]);
  expect(done).toEqual([]);
  actions.report([]);
  actions.report([]);
  expect(done).toEqual(["run new-post"]);
});
