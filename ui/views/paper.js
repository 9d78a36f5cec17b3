// Follows dom.js.

const drawParts = (tag, name, parts) => {
  const made = element(tag, name);
  made.append(...parts.map((part) => (part.mark ? element("mark", "", part.text) : part.text)));
  return made;
};

// On a wide screen the panel scrolls by itself; on a narrow one it lies below the answer and the page scrolls.
const reveal = (target, root) => {
  const panel = root.getRootNode().host?.closest(".st-key-panel");
  if (panel && panel.scrollHeight > panel.clientHeight) {
    const offset = target.getBoundingClientRect().top - panel.getBoundingClientRect().top;
    const head = root.querySelector("header").offsetHeight;
    panel.scrollBy({ top: offset - Math.max(panel.clientHeight / 3, head + 24) });
  }
  const { top, bottom } = target.getBoundingClientRect();
  if (top < 70 || bottom > window.innerHeight - 130) target.scrollIntoView({ block: "center" });
};

const states = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".paper");
  if (!root) {
    root = element("article", "paper");
    parentElement.append(root);
  }
  const seen = JSON.stringify(data);
  if (states.get(root)?.seen === seen) return;

  const head = element("header");
  const close = element("button", "close", "Close");
  close.type = "button";
  close.onclick = () => setTriggerValue("close", true);
  const line = element("p", "line");
  if (data.marker) line.append(element("span", "marker", data.marker));
  line.append(element("span", "meta", data.meta), close);
  head.append(line, drawParts("h3", "title", data.title));
  const parts = [head];
  if (data.authors) parts.push(element("p", "meta", data.authors));
  if (data.identifiers) parts.push(element("p", "meta", data.identifiers));
  for (const flag of data.flags) parts.push(element("p", "flag", `⚠ ${flag}`));
  if (data.badge) parts.push(element("p", "flag", "Only the title is known, so this paper is never cited for a claim."));
  else parts.push(drawParts("p", "abstract", data.abstract));
  root.replaceChildren(...parts);

  const moved = states.get(root)?.focus !== data.focus;
  states.set(root, { seen, focus: data.focus });
  if (moved) requestAnimationFrame(() => reveal(root.querySelector("mark") ?? head, root));
}
