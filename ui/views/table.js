// Follows dom.js.

const fill = (cell, { text, id, current }, open) => {
  if (text === null) cell.append(element("span", "missing", "not stated"));
  else if (id === null) cell.textContent = text;
  else {
    const button = element("button", "open", text);
    button.type = "button";
    button.dataset.id = id;
    if (current) button.setAttribute("aria-current", "true");
    button.onclick = () => open(id);
    cell.append(button);
  }
  return cell;
};

// On a narrow screen rows become blocks, which takes their meaning away unless the roles are spelled out.
const role = (made, name) => {
  made.setAttribute("role", name);
  return made;
};

const drawHead = (headings, open) => {
  const row = role(element("tr"), "row");
  for (const cell of headings) {
    // A heading without words would be an empty one.
    if (cell.text === "") row.append(role(element("td"), "cell"));
    else {
      const made = role(element("th"), "columnheader");
      made.scope = "col";
      row.append(fill(made, cell, open));
    }
  }
  return row;
};

const drawRow = (cells, headings, open) => {
  const row = role(element("tr"), "row");
  cells.forEach((cell, place) => {
    const made = place ? role(element("td"), "cell") : role(element("th"), "rowheader");
    if (!place) made.scope = "row";
    made.dataset.of = headings[place].text ?? "";
    row.append(fill(made, cell, open));
  });
  return row;
};

export default function ({ data, parentElement, setTriggerValue }) {
  let frame = parentElement.querySelector(".frame");
  if (!frame) {
    frame = element("div", "frame");
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    parentElement.append(frame);
  }
  frame.setAttribute("aria-label", data.label);
  const focused = parentElement.activeElement?.dataset.id;
  const open = (id) => setTriggerValue("open", id);
  const table = role(element("table"), "table");
  const head = role(element("thead"), "rowgroup");
  const body = role(element("tbody"), "rowgroup");
  head.append(drawHead(data.headings, open));
  body.append(...data.rows.map((row) => drawRow(row, data.headings, open)));
  table.append(head, body);
  frame.replaceChildren(table);
  if (focused) [...frame.querySelectorAll("button")].find((it) => it.dataset.id === focused)?.focus();
}
