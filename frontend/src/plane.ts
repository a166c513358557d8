// The point in a phase diagram, dragged or moved by arrow keys: two drivers at once.
import { driven } from "./controls";
import { decimal } from "./decimal";
import { all, around, root } from "./dom";
import { current, push, settle } from "./state";

interface Axis {
  readonly driver: string;
  readonly low: number;
  readonly high: number;
}

interface Plane {
  readonly x: Axis;
  readonly y: Axis;
  readonly box: DOMRect;
  /** Where it was drawn. */
  readonly at: readonly number[];
}

const SVG = "svg:has([data-plane])";

/** What a picture says of its plane: `data-plane="x:window:0:1 y:reward:0:1" data-plot="x y w h" data-at="0.6 0.2"`, in its own units. */
function read(picture: SVGSVGElement): Plane | null {
  const said = picture.querySelector<SVGElement>("[data-plane]")?.dataset ?? {};
  const axes = (said["plane"] ?? "").split(" ").map((text): [string, Axis] => {
    const [which, driver, low, high] = text.split(":");
    return [which ?? "", { driver: driver ?? "", low: Number(low ?? 0), high: Number(high ?? 1) }];
  });
  const [x, y] = [axes.find(([which]) => which === "x")?.[1], axes.find(([which]) => which === "y")?.[1]];
  const [left, top, width, height] = (said["plot"] ?? "").split(" ").map(Number);
  if (!x || !y || left === undefined || top === undefined || !width || !height) return null;
  const at = (said["at"] ?? "").split(" ").map(Number);
  return { x, y, box: new DOMRect(left, top, width, height), at };
}

export function planes(): void {
  document.addEventListener("pointerdown", grabbed);
  document.addEventListener("keydown", keyed);
  root.addEventListener("shown", prepare);
  prepare();
}

/** A picture that can be moved in can be reached by keyboard. */
function prepare(): void {
  for (const picture of all<HTMLElement>(SVG)) {
    if (picture.getAttribute("tabindex") !== null) continue;
    picture.setAttribute("tabindex", "0");
    picture.setAttribute("aria-description", "Arrow keys move the point.");
  }
}

const within = (value: number, axis: Axis): number => Math.min(axis.high, Math.max(axis.low, value));

function where(picture: SVGSVGElement, plane: Plane, event: PointerEvent): [number, number] {
  const matrix = picture.getScreenCTM();
  if (matrix === null) return now(plane);
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  const { x, y, box } = plane;
  return [
    within(x.low + ((point.x - box.x) / box.width) * (x.high - x.low), x),
    within(y.high - ((point.y - box.y) / box.height) * (y.high - y.low), y),
  ];
}

/** Where the point is: what is set, or what the picture says. */
function now(plane: Plane): [number, number] {
  const set = current().pairs("set");
  const [x, y] = plane.at;
  return [Number(set.get(plane.x.driver) ?? x ?? plane.x.low), Number(set.get(plane.y.driver) ?? y ?? plane.y.low)];
}

function to(picture: SVGSVGElement, plane: Plane, x: number, y: number): void {
  const { box } = plane;
  const at = [
    box.x + ((x - plane.x.low) / (plane.x.high - plane.x.low)) * box.width,
    box.y + (1 - (y - plane.y.low) / (plane.y.high - plane.y.low)) * box.height,
  ] as const;
  const point = picture.querySelector<SVGGraphicsElement>("[data-point]");
  if (point !== null) {
    const [x0, y0] = (point.dataset["point"] ?? "").split(" ").map(Number);
    if (x0 !== undefined && y0 !== undefined) point.setAttribute("transform", `translate(${at[0] - x0} ${at[1] - y0})`);
  }
  const first = driven(current(), plane.x.driver, decimal(x));
  push(driven(first, plane.y.driver, decimal(y)), `plane:${plane.x.driver}:${plane.y.driver}`);
}

function grabbed(event: PointerEvent): void {
  const picture = around<HTMLElement>(event, SVG) as unknown as SVGSVGElement | null;
  const plane = picture === null ? null : read(picture);
  if (picture === null || plane === null || event.button !== 0) return;
  const matrix = picture.getScreenCTM();
  if (matrix === null) return;
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  const { box } = plane;
  if (point.x < box.left - 6 || point.x > box.right + 6 || point.y < box.top - 6 || point.y > box.bottom + 6) return;
  event.preventDefault();
  picture.focus({ preventScroll: true });
  picture.setPointerCapture(event.pointerId);
  const follow = (moving: PointerEvent): void => to(picture, plane, ...where(picture, plane, moving));
  const end = (): void => {
    picture.removeEventListener("pointermove", follow);
    picture.removeEventListener("pointerup", end);
    picture.removeEventListener("pointercancel", end);
    settle();
  };
  picture.addEventListener("pointermove", follow);
  picture.addEventListener("pointerup", end);
  picture.addEventListener("pointercancel", end);
  follow(event);
}

function keyed(event: KeyboardEvent): void {
  const picture = around<HTMLElement>(event, SVG) as unknown as SVGSVGElement | null;
  const plane = picture === null ? null : read(picture);
  if (picture === null || plane === null || event.altKey || event.ctrlKey || event.metaKey) return;
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
  if (way === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const step = event.shiftKey ? 0.1 : 0.01;
  const [x, y] = now(plane);
  to(picture, plane, within(x + (way[0] ?? 0) * step, plane.x), within(y + (way[1] ?? 0) * step, plane.y));
}
