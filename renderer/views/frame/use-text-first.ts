import { useEffect, useState } from "react";
import { currentEditor, firstEditor } from "../../editor/current-editor.ts";
import { useApp } from "../../state/app.ts";

/**
 * Whether it is the turn of what stands beside the text. Where a post is on screen from the start, its editor comes first:
 * whoever opens the program wants to write.
 */
export function useTextFirst(): boolean {
  const { documents } = useApp();
  const [isTurn, setTurn] = useState(
    () => documents.current === null || currentEditor.getState().handle !== null,
  );
  useEffect(() => {
    let isGone = false;
    void firstEditor.then(() => {
      if (!isGone) setTurn(true);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return isTurn;
}
