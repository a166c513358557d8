"""What a page shows, read as its reader gets it: every text, title, attribute and name of a download; and a case of which every
text would hide something or turn what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from gmcr.base.characters import hidden_in
from tests.unit.presentation.hostile import hostile, quoted

__all__ = ["HIDING", "KEPT", "NAME", "TEXTS", "WORDS", "WRITTEN_OUT", "faults", "faults_of_page", "hidden_in_page"]

KEPT = ("ועידת השלום", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "क्\u200dष", "👩\u200d🔬", "❤\ufe0f")
"""Right to left, and joiners and selectors that writing needs: all of it stays."""

_HIDES = (
    "a\u202eswollof\u202c \u2066b\u2069 c\u200bd\u200d \U000e0066\U000e007f e\u2028f\u2029 \ufeff\u200f\u2800\ufdd0\ng"
)

WRITTEN_OUT = "a\\u202eswollof\\u202c \\u2066b\\u2069 c\\u200bd\\u200d \\U000e0066\\U000e007f"
"""The beginning of that, as it is shown."""

NAME = "x\u202efdp"
"""The name of its file, without the suffix."""

WORDS = f"{' '.join(KEPT)} 3 {_HIDES}"
"""All of that, as one text."""

_T = quoted(WORDS)

HIDING = (
    hostile(*[_T] * 7)
    + f"author: {_T}\n"
    + f"key_questions: {{K1: {{asks: {_T}, answer_yes: {{check: {{every_outcome: goal}}}}}}}}\n"
    + f'observations: {{B1: {{date: "2024-09-01", note: {_T}, saw: b.y}}}}\n'
).replace("what:", f"author: {_T}, what:")


def faults(text: str) -> list[str]:
    """The hidden characters of a text but isolates, which are the program's own if each begins and ends."""
    found, depth = list[str](), 0
    for match in hidden_in(text):
        depth += (match[0] == "\u2068") - (match[0] == "\u2069")
        if match[0] not in "\u2068\u2069" or depth < 0:
            depth = max(depth, 0)
            found.append(f"U+{ord(match[0]):04X} in {text[max(match.start() - 20, 0) : match.end() + 20]!a}")
    return [*found, *(["an isolate without an end"] if depth > 0 else [])]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[tuple[str, str]] = []
        self._within: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [(f"{name} of <{tag}>", value or "") for name, value in attrs]
        self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._within:
            while self._within.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.texts.append((f"text of <{self._within[-1]}>", data))

    def handle_comment(self, data: str) -> None:
        self.texts.append(("a comment", data))

    handle_decl = handle_pi = unknown_decl = handle_comment


def faults_of_page(html: str) -> Iterator[str]:
    """What is hidden in a text or an attribute of a page; its addresses as they are read too."""
    page = _Page()
    page.feed(html)
    page.close()
    for where, text in page.texts:
        yield from (f"{where}: {fault}" for fault in faults(text))
    bare = re.sub(r"<(style|script|svg|title)\b.*?</\1>", "", html, flags=re.DOTALL)
    yield from (["isolates as characters, where <bdi> may stand"] if "\u2068" in re.sub(r"<[^>]*>", "", bare) else [])


TEXTS = """() => {
  const found = new Map([[document.title, "the title"]]);
  const add = (where, text) => { if (/[^ -~]/.test(text) && !found.has(text)) found.set(text, where); };
  const into = (part) => {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_ALL);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType !== Node.ELEMENT_NODE) {
        const within = node.parentNode?.nodeName;
        if (!["SCRIPT", "STYLE"].includes(within)) add(`text of ${within}`, node.nodeValue ?? "");
        continue;
      }
      for (const { name, value } of node.attributes) add(`${name} of ${node.tagName}`, value);
      for (const name of ["value", "placeholder", "download", "ariaLabel", "ariaValueText"])
        if (typeof node[name] === "string") add(`${name} of ${node.tagName}`, node[name]);
      if (node.shadowRoot) into(node.shadowRoot);
      if (node.tagName === "TEMPLATE") into(node.content);
    }
  };
  into(document.documentElement);
  return [...found];
}"""
"""Everything in a page that is text, wherever it stands, each once; what is ASCII without controls hides nothing."""


def hidden_in_page(page: Any) -> list[str]:
    """What is hidden anywhere in a page as it is now."""
    return [f"{where}: {fault}" for text, where in page.evaluate(TEXTS) for fault in faults(text)]
