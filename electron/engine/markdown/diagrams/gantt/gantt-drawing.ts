import { limited } from "../description.ts";
import type { Drawing, Lines } from "../diagram-types.ts";
import type { Gantt, Task } from "./gantt.ts";
import { day, ticksBetween, writeTime } from "./gantt-time.ts";
import { labelSize, oneLine } from "../label.ts";
import { element, layer, pathOf, writeText } from "../svg.ts";

const margin = 8;
const gap = 16;
const chartWidth = 460;
const barHeight = 18;
/** Half the width of the diamond for a milestone, in pixels. */
const diamond = 9;
const ticks = 5;
/** Minimum space in pixels to the left of the time axis, for the left half of the axis's first label. */
const firstTime = 66;

const shades: Readonly<Record<Task["state"], string>> = { done: ".08", waiting: ".22", active: ".45" };

/** Draws a Gantt chart: the names of tasks on the left, their bars on the right, and the times below. */
export function drawGantt({ title, sections }: Gantt): Drawing {
  const tasks = sections.flatMap((section) => section.tasks);
  const from = Math.min(...tasks.map(({ start }) => start));
  const to = Math.max(...tasks.map(({ end }) => end), from + day / 24);
  const labels = [...sections.map((section) => section.title), ...tasks.map(({ label }) => label)];
  const left = Math.max(firstTime, ...labels.map((label) => labelSize(label).width + gap));
  const x = (time: number): number => left + ((time - from) / (to - from)) * chartWidth;
  const words: string[] = [];
  const bars: string[] = [];
  let y = 0;
  const row = (label: Lines, weight?: number): number => {
    const height = Math.max(labelSize(label).height, barHeight) + 8;
    words.push(writeText(label, { x: 0, y: y + height / 2 }, "start", weight));
    y += height;
    return y - height / 2;
  };
  if (title.length > 0) row(title, 600);
  const top = y;
  for (const section of sections) {
    if (section.title.length > 0) row(section.title, 600);
    for (const task of section.tasks) bars.push(drawTask(task, x, row(task.label)));
  }
  const axis = ticksBetween(from, to, ticks);
  const grid = axis.map(({ time }) =>
    element("path", {
      d: pathOf([
        { x: x(time), y: top },
        { x: x(time), y },
      ]),
    }),
  );
  const times = axis.map(({ time, label }) => writeText([label], { x: x(time), y: y + 14 }));
  const body = [
    layer("lifelines", 'fill="none" stroke="currentColor" stroke-opacity=".25"', grid),
    layer("bars", 'fill="currentColor" stroke="currentColor"', bars),
    layer(
      "labels",
      'text-anchor="middle"',
      [...words, ...times].filter((text) => text !== ""),
    ),
  ].join("");
  return {
    // Adds space, because the label of the last time may extend beyond the right edge of the chart.
    width: Math.ceil(Math.max(left + chartWidth + 48, labelSize(title).width)) + 2 * margin,
    height: Math.ceil(y + 28) + 2 * margin,
    body: `<g transform="translate(${margin} ${margin})">${body}</g>`,
    said: limited([...(title.length > 0 ? [oneLine(title)] : []), ...sections.flatMap(describeSection)]),
  };
}

function drawTask(task: Task, x: (time: number) => number, y: number): string {
  const style = { "fill-opacity": shades[task.state], ...(task.isCritical ? { "stroke-width": "2.5" } : {}) };
  if (task.isMilestone) {
    const at = x((task.start + task.end) / 2);
    const corners = [
      { x: at, y: y - diamond },
      { x: at + diamond, y },
      { x: at, y: y + diamond },
      { x: at - diamond, y },
    ];
    return element("path", { d: pathOf(corners, true), ...style });
  }
  const [left, right] = [x(task.start), x(task.end)];
  const size = { width: Math.max(right - left, 2), height: barHeight, rx: 2 };
  return element("rect", { x: left, y: y - barHeight / 2, ...size, ...style });
}

function describeSection({ title, tasks }: Gantt["sections"][number]): string[] {
  const before = title.length > 0 ? `${oneLine(title)}: ` : "";
  const hasHours = tasks.some(({ start, end }) => start % day !== 0 || end % day !== 0);
  return tasks.map(({ label, start, end }) => {
    const times = [...new Set([writeTime(start, hasHours), writeTime(end, hasHours)])];
    return `${before}${oneLine(label)} ${times.join(" → ")}`;
  });
}
