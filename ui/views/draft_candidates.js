// Follows dom.js.

const states = new WeakMap();

const drawTick = (row, state, send) => {
  const label = element("label", "tick");
  const box = element("input");
  box.type = "checkbox";
  box.onchange = () => {
    if (box.checked) state.papers.add(row.id);
    else state.papers.delete(row.id);
    state.number += 1;
    send("choose", { papers: [...state.papers], number: state.number });
  };
  label.append(box, element("span", "hidden", `Select ${row.title}`));
  return label;
};

const drawPaper = (row, send) => {
  const button = element("button", "paper");
  button.type = "button";
  button.onclick = () => send("open", row.id);
  const chance = element("span", "chance");
  const bar = element("span", "bar");
  bar.style.setProperty("--share", `${row.percent}%`);
  chance.append(element("span", "percent", `${row.percent} %`), bar);
  const body = element("span", "body");
  const line = element("span", "title", row.title);
  body.append(line);
  if (row.suggested) body.append(" ", element("span", "badge", "suggested"));
  if (row.reasons) body.append(" ", element("span", "small", row.reasons));
  button.append(chance, " ", body);
  return button;
};

const drawRow = (row, state) => {
  const item = element("li");
  item.dataset.id = row.id;
  const send = (name, event) => state.send(name, event);
  item.append(drawTick(row, state, send), drawPaper(row, send));
  return item;
};

export default function ({ data, parentElement, setTriggerValue }) {
  let list = parentElement.querySelector("ul.candidates");
  if (!list) {
    list = element("ul", "candidates");
    list.setAttribute("role", "list");
    list.setAttribute("aria-label", "Candidate papers");
    parentElement.append(list);
    states.set(list, { papers: new Set(data.selected), number: data.seen });
  }
  const state = states.get(list);
  // While a later tick is still on its way, what the server says is out of date.
  if (data.seen >= state.number) state.papers = new Set(data.selected);
  state.send = (name, event) => setTriggerValue(name, event);
  const rows = JSON.stringify(data.rows);
  // Rows that stay are left in place: a click on one that is being replaced would be lost.
  if (state.rows !== rows) list.replaceChildren(...data.rows.map((row) => drawRow(row, state)));
  state.rows = rows;
  for (const item of list.children) {
    const id = item.dataset.id;
    item.querySelector("input").checked = state.papers.has(id);
    item.classList.toggle("current", id === data.current);
    if (id === data.current) item.querySelector("button").setAttribute("aria-current", "true");
    else item.querySelector("button").removeAttribute("aria-current");
  }
}
