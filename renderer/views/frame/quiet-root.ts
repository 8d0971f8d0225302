/**
 * Events of each key in the text: several for one letter, and two since the line below a pointer is redrawn.
 */
const perKey: ReadonlySet<string> = new Set([
  ...["keydown", "keypress", "keyup", "input", "textInput", "compositionupdate"],
  ...["pointerover", "mouseover"],
]);

/**
 * Hides the events of each key press in the text from React; call it on each element that React listens on,
 * before React does. React listens to every event twice, at its root, and searches for components above the
 * target each time: 0.4 ms for a key that no component handles, since the text belongs to Monaco and the
 * window handles command keys. React does not need pointers entering the text either: it receives that they
 * left another element. Listeners are permanent, as React's are: these cannot be removed.
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
