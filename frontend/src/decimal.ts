// Numbers as text, as sliders and addresses have them.

const FINE = 0.01;

/** A number as text, on the steps that begin at the lower end. */
export function decimal(value: number, step = "0.01", from = "0"): string {
  const by = Number(step) || FINE;
  const places = Math.max(2, (step.split(".")[1] ?? "").length);
  const text = (Number(from) + Math.round((value - Number(from)) / by) * by).toFixed(places);
  return by >= 1 ? String(Number(text)) : text;
}
