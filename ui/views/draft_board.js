// Follows dom.js.

const NOWHERE = "-";
const NEW = "+";

const press = (name, text, label, act) => {
  const button = element("button", name, text);
  button.type = "button";
  if (label) button.setAttribute("aria-label", label);
  button.onclick = act;
  return button;
};

const drawTitle = (theme, place, board) => {
  const input = element("input", "name");
  input.type = "text";
  input.value = theme.title;
  input.maxLength = 80;
  input.dataset.id = `name-${theme.id}`;
  input.disabled = board.busy;
  input.setAttribute("aria-label", `Title of theme ${place + 1}`);
  input.onkeydown = (event) => {
    if (event.key === "Enter") input.blur();
    if (event.key === "Escape") input.value = theme.title;
  };
  input.onchange = () => {
    if (input.value.trim() !== theme.title) board.send("rename", { theme: theme.id, to: input.value });
  };
  return input;
};

const drawShift = (theme, place, by, board) => {
  const way = by < 0 ? "up" : "down";
  const act = () => board.send("shift", { theme: theme.id, by });
  const button = press("shift", by < 0 ? "↑" : "↓", `Move theme “${theme.title}” ${way}`, act);
  button.dataset.id = `${way}-${theme.id}`;
  button.disabled = board.busy || place + by < 0 || place + by >= board.themes.length;
  return button;
};

// The name of a new theme is asked for in place of the choice.
const askName = (select, paper, board) => {
  const input = element("input", "new");
  input.type = "text";
  input.maxLength = 80;
  input.placeholder = "Title, then Enter";
  input.dataset.id = `new-${paper.id}`;
  input.setAttribute("aria-label", `Title of the new theme for “${paper.title}”`);
  const back = () => {
    select.value = select.dataset.now;
    input.replaceWith(select);
  };
  input.onkeydown = (event) => {
    if (event.key === "Escape") return back();
    if (event.key !== "Enter") return undefined;
    if (!input.value.trim()) return back();
    delete input.dataset.id;
    board.send("move", { paper: paper.id, theme: null, title: input.value });
    return undefined;
  };
  select.replaceWith(input);
  input.focus();
};

const drawMove = (paper, now, board) => {
  const select = element("select", "move");
  select.dataset.id = `move-${paper.id}`;
  select.dataset.now = now;
  select.disabled = board.busy;
  select.setAttribute("aria-label", `Theme of “${paper.title}”`);
  const choices = board.themes.map((theme) => [theme.id, theme.title]);
  for (const [value, text] of [...choices, [NEW, "New theme…"], [NOWHERE, "No theme"]]) {
    const option = element("option", "", text);
    option.value = value;
    select.append(option);
  }
  select.value = now;
  select.onchange = () => {
    if (select.value === NEW) askName(select, paper, board);
    else if (select.value === NOWHERE) board.send("move", { paper: paper.id, theme: null, title: null });
    else board.send("move", { paper: paper.id, theme: select.value, title: null });
  };
  return select;
};

const drawPapers = (papers, now, board) => {
  const list = element("ul", "papers");
  list.setAttribute("role", "list");
  for (const paper of papers) {
    const item = element("li", paper.id === board.current ? "current" : "");
    const open = press("open", paper.title, "", () => board.send("open", { paper: paper.id }));
    open.dataset.id = `open-${paper.id}`;
    if (paper.id === board.current) open.setAttribute("aria-current", "true");
    item.append(open, drawMove(paper, now, board));
    list.append(item);
  }
  return list;
};

const drawTheme = (theme, place, board) => {
  const card = element("section", "theme");
  card.setAttribute("aria-label", `Theme ${place + 1}: ${theme.title}`);
  const head = element("div", "head");
  head.append(
    element("span", "place", `${place + 1}`), drawTitle(theme, place, board),
    drawShift(theme, place, -1, board), drawShift(theme, place, 1, board),
  );
  card.append(head, element("p", "purpose", theme.purpose), drawPapers(theme.papers, theme.id, board));
  return card;
};

const drawRest = (papers, board) => {
  const card = element("section", "theme rest");
  card.setAttribute("aria-label", "Papers without a theme");
  card.append(
    element("p", "missing", "Selected, but under no theme: the text will not tell of these."),
    drawPapers(papers, NOWHERE, board),
  );
  return card;
};

export default function ({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".board");
  if (!root) {
    root = element("div", "board");
    parentElement.append(root);
  }
  const focused = parentElement.activeElement;
  const place = focused?.dataset.id;
  // The name of a new theme outlives a redraw that something else caused.
  if (place?.startsWith("new-")) return;
  const board = { ...data, send: (name, event) => setTriggerValue(name, event) };
  root.replaceChildren(...data.themes.map((theme, at) => drawTheme(theme, at, board)));
  if (data.rest.length) root.append(drawRest(data.rest, board));
  if (place) [...root.querySelectorAll("[data-id]")].find((it) => it.dataset.id === place)?.focus();
}
