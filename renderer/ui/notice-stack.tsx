import { ChevronDown, ChevronUp } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";

/** Maximum number of notices that are shown at once. */
const limit = 2;

export interface NoticeStackProps {
  readonly children: ReactNode;
  /** The label of the button that shows `count` folded notices. */
  readonly moreLabel: (count: number) => string;
  /** The label of the button that folds the notices again. */
  readonly fewerLabel: string;
}

/**
 * Shows the newest notices. Folds older notices into a list that a button opens.
 * Errors count as newer than all other notices. A notice with the focus is never folded.
 */
export function NoticeStack({ children, moreLabel, fewerLabel }: NoticeStackProps) {
  const place = useRef<HTMLDivElement>(null);
  const [count, setCount] = useState(0);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const stack = place.current;
    if (!stack) return;
    const arrivals = new WeakMap<Element, number>();
    let arrived = 0;
    const fold = (): void => {
      const notices = [...stack.children].filter((element) => element.classList.contains("notice"));
      for (const notice of notices) if (!arrivals.has(notice)) arrivals.set(notice, arrived++);
      const rank = (notice: Element): number =>
        (arrivals.get(notice) ?? 0) + (notice.getAttribute("role") === "alert" ? arrived : 0);
      const newest = new Set(notices.toSorted((a, b) => rank(b) - rank(a)).slice(0, limit));
      const isShown = (notice: Element): boolean =>
        newest.has(notice) || notice.contains(document.activeElement);
      for (const notice of notices) notice.toggleAttribute("data-folded", !isShown(notice));
      setCount(notices.filter((notice) => !isShown(notice)).length);
    };
    fold();
    const changed = new MutationObserver(fold);
    changed.observe(stack, { childList: true, attributes: true, attributeFilter: ["role"], subtree: true });
    return () => changed.disconnect();
  }, []);
  const isUnfolded = isOpen && count > 0;
  return (
    <div ref={place} className="notice-stack" {...(isUnfolded ? { "data-unfolded": "" } : {})}>
      {children}
      {count > 0 ? (
        <Button className="notice-more" aria-expanded={isUnfolded} onPress={() => setOpen(!isUnfolded)}>
          {isUnfolded ? fewerLabel : moreLabel(count)}
          {isUnfolded ? <ChevronUp aria-hidden size={14} /> : <ChevronDown aria-hidden size={14} />}
        </Button>
      ) : null}
    </div>
  );
}
