// Follows dom.js and prose.js.

const states = new WeakMap();

const build = (parentElement) => {
  const root = element("article", "draft");
  const notes = element("ul", "notes");
  notes.setAttribute("role", "list");
  root.append(notes, element("div", "sections"), element("footer", "foot"));
  buildTip(root);
  parentElement.append(root);
  states.set(root, new Map());
  return root;
};

const drawSection = (root, sections, place, data, open) => {
  const made = sections.children[place] ?? sections.appendChild(element("section"));
  if (!made.children.length) made.append(element("h2"), element("div", "prose"));
  const [heading, prose] = made.children;
  if (heading.textContent !== data.heading) heading.textContent = data.heading;
  drawProse(root, prose, [data.statements], states.get(root), open);
};

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".draft") ?? build(parentElement);
  const open = (event) => setTriggerValue("open", event);
  const [notes, sections, foot] = root.children;
  notes.replaceChildren(...data.notes.map((note) => element("li", "", `⚠ ${note}`)));
  notes.hidden = !data.notes.length;
  data.sections.forEach((section, place) => drawSection(root, sections, place, section, open));
  while (sections.children.length > data.sections.length) sections.lastElementChild.remove();
  foot.textContent = data.meta;
  foot.hidden = !data.meta;
  markActive(root, data.active);
}
