import type { MarkdownIt, StateCore } from "markdown-it";

const box = /^\[([ xX])\](?=[ \t\u3000])/;

function taskLists(state: StateCore): void {
  const { tokens } = state;
  tokens.forEach((token, index) => {
    const item = tokens[index - 2];
    const text = token.children?.[0];
    if (token.type !== "inline" || item?.type !== "list_item_open" || text?.type !== "text") return;
    const mark = box.exec(text.content)?.[1];
    if (mark === undefined) return;
    text.content = text.content.slice(3);
    item.attrJoin("class", "task");
    const label = new state.Token("task_open", "label", 1);
    const checkbox = new state.Token("task_box", "input", 0);
    checkbox.attrs = [
      ["type", "checkbox"],
      ["disabled", ""],
    ];
    if (mark !== " ") checkbox.attrPush(["checked", ""]);
    token.children = [label, checkbox, ...(token.children ?? []), new state.Token("task_close", "label", -1)];
  });
}

/**
 * Supports task lists: `- [ ] text` and `- [x] text`. Each item has a disabled checkbox with a label.
 */
export function taskListsRule(md: MarkdownIt): void {
  md.core.ruler.push("task_lists", taskLists);
}
