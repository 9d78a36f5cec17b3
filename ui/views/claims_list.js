// Follows dom.js.

const drawTick = (row, chosen, most, choose) => {
  const label = element("label", "tick");
  const box = element("input");
  box.type = "checkbox";
  box.dataset.key = row.key;
  box.checked = chosen.includes(row.key);
  box.disabled = !box.checked && chosen.length >= most;
  box.onchange = () => choose(box.checked ? [...chosen, row.key] : chosen.filter((key) => key !== row.key));
  label.append(box, element("span", "hidden", `Choose ${row.figure} ${row.metric}, ${row.subject}`));
  return label;
};

const drawClaim = (row, open) => {
  const button = element("button", "claim");
  button.type = "button";
  button.dataset.key = row.key;
  button.onclick = () => open(row.key);
  if (row.current) button.setAttribute("aria-current", "true");
  const figure = element("span", "figure");
  figure.append(element("strong", "", row.figure), " ", element("span", "metric", row.metric));
  const body = element("span", "body");
  const line = element("span", "line");
  line.append(element("span", "subject", row.subject), " ", element("span", "over", row.over));
  for (const mark of row.marks) line.append(" ", element("span", "mark", mark));
  body.append(line, " ", element("span", "small", row.setting), " ", element("span", "small title", row.title));
  button.append(figure, " ", body);
  return button;
};

export default function ({ data, parentElement, setTriggerValue }) {
  let list = parentElement.querySelector("ul.claims");
  if (!list) {
    list = element("ul", "claims");
    list.setAttribute("role", "list");
    list.setAttribute("aria-label", "Claims");
    parentElement.append(list);
  }
  const focused = parentElement.activeElement;
  const place = focused?.dataset.key && `${focused.tagName.toLowerCase()}[data-key="${focused.dataset.key}"]`;
  const open = (key) => setTriggerValue("open", key);
  const choose = (keys) => setTriggerValue("choose", keys);
  list.replaceChildren(...data.rows.map((row) => {
    const item = element("li", row.current ? "current" : "");
    item.append(drawTick(row, data.chosen, data.most, choose), drawClaim(row, open));
    return item;
  }));
  if (place) list.querySelector(place)?.focus();
}
