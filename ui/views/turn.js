// Follows dom.js and prose.js.

const states = new WeakMap();

const drawNearest = (papers, open) =>
  papers.map((paper) => {
    const item = element("li");
    const button = element("button", "link", paper.title);
    button.type = "button";
    button.onclick = () => open({ paper: paper.id });
    item.append(button);
    return item;
  });

const drawCopy = (text) => {
  const button = element("button", "copy", "Copy");
  button.type = "button";
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copying was refused";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  };
  return button;
};

const build = (parentElement) => {
  const root = element("article", "turn");
  const nearest = element("div", "nearest");
  nearest.append(element("p", "small", "Nearest in your library:"), element("ul"));
  const stage = element("p", "stage");
  stage.setAttribute("role", "status");
  const error = element("p", "error");
  error.setAttribute("role", "alert");
  root.append(
    element("h2", "question"), element("p", "message"), element("div", "prose"), stage, nearest,
    element("ul", "notes"), error, element("footer", "foot"),
  );
  buildTip(root);
  parentElement.append(root);
  return root;
};

const fill = (root, name, text) => {
  const place = root.querySelector(name);
  if (place.textContent !== text) place.textContent = text;
  place.hidden = !text;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".turn") ?? build(parentElement);
  const fresh = !states.has(root);
  if (fresh) states.set(root, new Map());
  const open = (event) => setTriggerValue("open", event);
  fill(root, ".question", data.question);
  drawProse(root, root.querySelector(".prose"), data.paragraphs, states.get(root), open);
  fill(root, ".stage", data.stage);
  fill(root, ".message", data.message);
  fill(root, ".error", data.error && `⚠ ${data.error}`);
  root.querySelector(".nearest").hidden = !data.nearest.length;
  root.querySelector(".nearest ul").replaceChildren(...drawNearest(data.nearest, open));
  root.querySelector(".notes").replaceChildren(...data.notes.map((note) => element("li", "", `⚠ ${note}`)));
  root.querySelector(".notes").hidden = !data.notes.length;
  const foot = root.querySelector(".foot");
  foot.replaceChildren(element("span", "", data.meta));
  if (data.copy) foot.append(drawCopy(data.copy));
  foot.hidden = !data.meta && !data.copy;
  markActive(root, data.active ? [data.active.join(".")] : []);
  if (fresh && data.reveal) requestAnimationFrame(() => root.scrollIntoView({ block: "start" }));
}
