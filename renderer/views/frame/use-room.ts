import { useSyncExternalStore } from "react";
import { currentRoom, onRoomChange, type Room } from "../../state/room.ts";

/** How many panes the window has room for, as it is sized. */
export function useRoom(): Room {
  return useSyncExternalStore(onRoomChange, currentRoom);
}
