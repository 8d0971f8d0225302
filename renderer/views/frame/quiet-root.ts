/**
 * Events that each key in the text fires: several for one letter, and two because the element under the
 * pointer is replaced when its line is redrawn.
 */
const perKey: ReadonlySet<string> = new Set([
  ...["keydown", "keypress", "keyup", "input", "textInput", "compositionupdate"],
  ...["pointerover", "mouseover"],
]);

/**
 * Keeps events of key presses in the text from React, which otherwise searches for components above the
 * target twice for each event: 0.4 ms for a key that no component handles. (The text belongs to Monaco, and
 * command keys are handled by the window.) Has to be called for each element on which React listens, before
 * React adds its listeners; these can then not be removed, which React never does. React also misses that the
 * pointer enters the text; it still learns that it left another element.
 */
export function quietRoot(root: EventTarget, isInText: (target: EventTarget | null) => boolean): void {
  const add: EventTarget["addEventListener"] = root.addEventListener.bind(root);
  root.addEventListener = (type, listener, options) => {
    if (typeof listener !== "function" || !perKey.has(type)) {
      add(type, listener, options);
      return;
    }
    const unlessInText = (event: Event): void => {
      if (!isInText(event.target)) listener.call(root, event);
    };
    add(type, unlessInText, options);
  };
}
