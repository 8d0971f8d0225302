/**
 * Sent for each key that is pressed in the text: several for one letter, and two because the line below a resting pointer is
 * drawn anew.
 */
const perKey: ReadonlySet<string> = new Set([
  ...["keydown", "keypress", "keyup", "input", "textInput", "compositionupdate"],
  ...["pointerover", "mouseover"],
]);

/**
 * Keeps from React what each key in the text sends; for each element that React listens at, before it does. React listens
 * twice to every event there is, at its root, and looks for components above the target each time: 0.4 ms for a key that no
 * component waits for, since the text is Monaco's and keys of commands are heard at the window. That a pointer comes over
 * something in the text is nothing to React either: from where it came, React has heard that it left.
 * Listeners stay for good, as React's do: these cannot be taken off.
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
