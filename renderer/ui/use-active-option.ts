import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from "react";

export interface Options {
  /** Identifies the list of options. A different object resets the active option. */
  readonly of: unknown;
  readonly count: number;
  /** Whether the first option is active before any key is pressed. */
  readonly beginsActive: boolean;
  /** The element that contains the options. Its height is used for Page Up and Page Down. */
  readonly list: RefObject<HTMLElement | null>;
  readonly onAct: (index: number) => void;
}

/** Attributes and key handler for the field above the options. */
export interface OptionsBox {
  readonly "aria-controls": string;
  readonly "aria-activedescendant": string | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export interface ActiveOption {
  /** Index of the active option, or -1 if there is none. */
  readonly active: number;
  readonly listId: string;
  readonly idOf: (index: number) => string;
  readonly box: OptionsBox;
}

/** Delay in milliseconds until a screen reader reads the option, so that it reads the typed letter first. */
const sayAfter = 500;

/**
 * A list of options for a text field. The text field keeps the focus (the WAI-ARIA combobox pattern).
 * Home and End move the caret in the field, unless an option is active.
 */
export function useActiveOption({ of, count, beginsActive, list, onAct }: Options): ActiveOption {
  const listId = useId();
  const idOf = (index: number): string => `${listId}${index}`;
  const beginning = { of, at: beginsActive && count > 0 ? 0 : -1, isSaid: false };
  const [chosen, setChosen] = useState(beginning);
  const { at, isSaid } = chosen.of === of ? chosen : beginning;

  useEffect(() => {
    if (at < 0 || isSaid) return;
    const timer = setTimeout(() => setChosen({ of, at, isSaid: true }), sayAfter);
    return () => clearTimeout(timer);
  }, [of, at, isSaid]);
  useEffect(() => {
    if (isSaid) document.getElementById(`${listId}${at}`)?.scrollIntoView({ block: "nearest" });
  }, [listId, at, isSaid]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      if (at < 0) return;
      event.preventDefault();
      onAct(at);
      return;
    }
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      setChosen({ of, at: -1, isSaid: false });
      return;
    }
    const to = optionFor(event.key, at, count, (direction) => pageFrom(list.current, at, direction));
    if (to === null || event.shiftKey) return;
    event.preventDefault();
    setChosen({ of, at: Math.max(0, Math.min(to, count - 1)), isSaid: true });
  };
  const box = { "aria-controls": listId, "aria-activedescendant": isSaid ? idOf(at) : undefined, onKeyDown };
  return { active: at, listId, idOf, box };
}

/**
 * Returns the index of the option that becomes active when a key is pressed.
 * Returns null if the key belongs to the text field.
 */
function optionFor(
  key: string,
  at: number,
  count: number,
  page: (direction: 1 | -1) => number,
): number | null {
  switch (key) {
    case "ArrowDown":
      return at + 1;
    case "ArrowUp":
      return at < 0 ? count - 1 : at - 1;
    case "PageDown":
      return page(1);
    case "PageUp":
      return page(-1);
    case "Home":
      return at < 0 ? null : 0;
    case "End":
      return at < 0 ? null : count - 1;
    default:
      return null;
  }
}

/** Returns the index of the option that is one screen below `at` (1) or above `at` (-1). */
function pageFrom(list: HTMLElement | null, at: number, direction: 1 | -1): number {
  const options = list ? [...list.querySelectorAll<HTMLElement>("[role=option]")] : [];
  const start = options[Math.max(0, at)]?.offsetTop ?? 0;
  const isFar = ({ offsetTop }: HTMLElement): boolean =>
    (offsetTop - start) * direction >= (list?.clientHeight ?? 0);
  const far = direction > 0 ? options.findIndex(isFar) : options.findLastIndex(isFar);
  return far >= 0 ? far : direction > 0 ? options.length - 1 : 0;
}
