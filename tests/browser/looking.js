// What can be seen to be wrong with a page as it is laid out now: a list of sentences. Run in the page.
(() => {
  const faults = [];
  const told = (element) => {
    const words = (element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 60);
    const kind = element.getAttribute && element.getAttribute("class");
    return `<${element.tagName.toLowerCase()}${kind ? ` class="${kind}"` : ""}> “${words}”`;
  };
  const seen = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  // Told to those who hear the page only, or until it has the focus.
  const aside = (element) => element.closest(".skip, .defs, .cards thead") !== null;
  const wide = document.documentElement.clientWidth;

  // -- sideways --------------------------------------------------------------------------------------------------
  if (document.documentElement.scrollWidth > wide) {
    faults.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${wide}`);
  }
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  for (const element of document.querySelectorAll("body *:not(svg *)")) {
    if (aside(element) || !seen(element) || element.tagName === "CAPTION") continue;
    const parent = element.parentElement;
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || getComputedStyle(element).display === "inline") continue;
    const around = parent.getBoundingClientRect();
    if (!scrolls(parent) && (box.right > around.right + 1 || box.left < around.left - 1)) {
      faults.push(`${told(element)} leaves ${told(parent)} sideways`);
    }
    if (box.bottom > around.bottom + 1 && getComputedStyle(element).position === "static") {
      faults.push(`${told(element)} leaves ${told(parent)} at the bottom`);
    }
  }

  // -- texts -----------------------------------------------------------------------------------------------------
  const lines = [];
  // Fonts reserve more than letters fill; only letters are compared.
  const add = (box, words, element) => {
    const trimmed = { left: box.left + 0.5, right: box.right - 0.5, top: box.top + 0.24 * box.height, bottom: box.bottom - 0.22 * box.height };
    if (trimmed.right > trimmed.left) lines.push({ ...trimmed, words, element });
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("svg, style") || aside(element) || !seen(element)) continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) add(box, node.data.trim().slice(0, 50), element);
  }
  for (const text of document.querySelectorAll("figure svg text")) {
    if (!seen(text)) continue;
    const box = text.getBoundingClientRect();
    const sheet = text.ownerSVGElement.getBoundingClientRect();
    const words = [...text.childNodes].filter((one) => one.tagName !== "title").map((one) => one.textContent).join("");
    if (!box.width || text.closest("g.unseen")) continue;
    if (box.left < sheet.left - 1 || box.right > sheet.right + 1 || box.bottom > sheet.bottom + 2 || box.top < sheet.top - 2) {
      faults.push(`“${words}” leaves its picture`);
    }
    const upright = text.getAttribute("transform") !== null;
    if (upright) add({ ...{ left: box.left + 0.24 * box.width, right: box.right - 0.22 * box.width }, top: box.top, bottom: box.bottom, height: 0 }, words, text);
    else add({ left: box.left, right: box.right, top: box.top, bottom: box.bottom, height: box.height }, words, text);
  }
  lines.sort((a, b) => a.top - b.top);
  let open = [];
  for (const line of lines) {
    open = open.filter((other) => other.bottom > line.top + 0.5);
    for (const other of open) {
      if (other.left < line.right - 0.5 && line.left < other.right - 0.5) faults.push(`“${other.words}” and “${line.words}” overlap`);
    }
    open.push(line);
  }

  // -- contrast --------------------------------------------------------------------------------------------------
  const rgb = (text) => (text.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (one, other) => {
    const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const poor = new Set();
  for (const { element, words } of lines) {
    const style = getComputedStyle(element);
    const drawn = element.closest("svg");
    const inks = drawn ? [element, ...element.querySelectorAll("tspan")].map((one) => getComputedStyle(one).fill) : [style.color];
    const root = getComputedStyle(document.documentElement);
    const grounds = drawn ? [ground(drawn)] : [ground(element)];
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    for (const ink of inks.slice(drawn && inks.length > 1 ? 1 : 0)) {
      for (const paper of grounds) {
        const found = contrast(rgb(ink), paper);
        if (found < (large ? 3 : 4.5)) poor.add(`“${words}” has a contrast of ${found.toFixed(2)} (${ink} on ${paper})`);
      }
    }
  }
  faults.push(...poor);

  // -- structure -------------------------------------------------------------------------------------------------
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen).map((item) => [Number(item.tagName[1]), item]);
  if (levels.filter(([level]) => level === 1).length !== 1) faults.push("there is not one h1");
  levels.forEach(([level, item], place) => {
    if (place && level > levels[place - 1][0] + 1) faults.push(`${told(item)} skips a level`);
    if (!item.textContent.trim()) faults.push(`an empty ${item.tagName}`);
  });
  for (const figure of [...document.querySelectorAll("figure")].filter(seen)) {
    const pictures = [...figure.querySelectorAll("svg")].filter(seen);
    if (pictures.length !== 1) faults.push(`${told(figure)} shows ${pictures.length} pictures`);
    for (const picture of figure.querySelectorAll("svg")) {
      const labels = (picture.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id));
      if (picture.getAttribute("role") !== "img" || labels.some((label) => !label || !label.textContent.trim())) faults.push(`${told(figure)} has a picture without words`);
    }
    const table = figure.querySelector("details table");
    if (!table || !table.querySelector("thead th") || !table.querySelector("tbody tr") || !table.querySelector("caption")) faults.push(`${told(figure)} has no table behind it`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((item) => item.id);
  for (const id of ids.filter((id, place) => ids.indexOf(id) !== place)) faults.push(`the id ${id} is there twice`);
  return { faults: faults.slice(0, 60), count: faults.length, texts: lines.length, figures: [...document.querySelectorAll("figure")].filter(seen).length };
})()
