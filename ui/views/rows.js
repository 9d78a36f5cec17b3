// Follows dom.js.

const drawRow = (row, open) => {
  const item = element("li");
  const button = element(open ? "button" : "div", row.current ? "row current" : "row");
  button.dataset.id = row.id;
  if (row.current) button.setAttribute("aria-current", "true");
  if (row.key) button.append(element("span", "key", row.key));
  const body = element("span", "body");
  body.append(element("span", "title", row.title));
  if (row.badge) body.append(" ", element("span", "badge", row.badge));
  if (row.meta) body.append(element("span", "meta", row.meta));
  button.append(body);
  if (open) {
    button.type = "button";
    button.onclick = () => open(row.id);
  }
  item.append(button);
  return item;
};

export default function ({ data, parentElement, setTriggerValue }) {
  let list = parentElement.querySelector("ul.rows");
  if (!list) {
    list = element("ul", "rows");
    list.setAttribute("role", "list");
    parentElement.append(list);
  }
  list.setAttribute("aria-label", data.label);
  const focused = parentElement.activeElement?.dataset.id;
  const open = data.opens && ((id) => setTriggerValue("open", id));
  list.replaceChildren(...data.rows.map((row) => drawRow(row, open)));
  if (focused) [...list.querySelectorAll("button")].find((button) => button.dataset.id === focused)?.focus();
}
