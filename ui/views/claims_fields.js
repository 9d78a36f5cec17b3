// Follows dom.js.

const editing = new WeakMap();

const link = (text, label, act) => {
  const made = element("button", "link", text);
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.onclick = act;
  return made;
};

const drawInput = (field) => {
  const value = field.refused ? field.tried : field.value;
  const input = element(field.choices.length ? "select" : "input");
  for (const choice of field.choices) {
    const option = element("option", "", choice.text);
    option.value = choice.value;
    input.append(option);
  }
  input.value = value;
  input.setAttribute("aria-label", field.label);
  if (field.refused) {
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", "refused");
  }
  return input;
};

const drawForm = (field, act) => {
  const form = element("form");
  const input = drawInput(field);
  const save = element("button", "link", "Save");
  form.append(input, save, link("Cancel", `Cancel correcting ${field.label}`, act.cancel));
  if (field.optional && !field.choices.length) form.append(element("span", "small", "Empty means not stated."));
  if (field.refused) {
    const sentence = element("p", "refused", `⚠ ${field.refused}`);
    sentence.id = "refused";
    sentence.setAttribute("role", "alert");
    form.append(sentence);
  }
  form.onsubmit = (event) => {
    event.preventDefault();
    act.save(input.value);
  };
  form.onkeydown = (event) => { if (event.key === "Escape") act.cancel(); };
  return form;
};

const drawValue = (field, act) => {
  const made = element("span", "value");
  made.append(element("span", field.shown === null ? "missing" : "", field.shown ?? "not stated"));
  if (field.edited) {
    made.append(" ", element("span", "mark", "edited by you"), " ", element("span", "small", field.read), " ");
    made.append(link("Take back", `Take back your correction of ${field.label}`, act.restore));
  }
  if (field.second) made.append(" ", element("span", "small", field.second));
  return made;
};

const drawFact = (fact) => {
  const row = element("div", "field");
  const cell = element("dd");
  const value = element("span", "value");
  value.append(element("span", fact.text === null ? "missing" : "fact", fact.text ?? "not stated"));
  if (fact.note) value.append(element("span", "note", fact.note));
  cell.append(value);
  row.append(element("dt", "", fact.label), cell);
  return row;
};

export default function ({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector("dl");
  if (!root) {
    root = element("dl");
    parentElement.append(root);
    editing.set(root, null);
  }
  const refused = data.fields.find((field) => field.refused);
  if (refused && root.dataset.refused !== refused.refused + refused.tried) editing.set(root, refused.name);
  root.dataset.refused = refused ? refused.refused + refused.tried : "";

  const draw = (focus) => {
    const now = editing.get(root);
    const fields = data.fields.map((field) => {
      const row = element("div", "field");
      row.dataset.name = field.name;
      const close = () => { editing.set(root, null); draw(field.name); };
      const act = {
        cancel: close,
        save: (value) => {
          close();
          if (value !== field.value) setTriggerValue("correct", { name: field.name, value });
        },
        restore: () => setTriggerValue("restore", field.name),
      };
      const cell = element("dd");
      if (now === field.name) cell.append(drawForm(field, act));
      else {
        const start = () => { editing.set(root, field.name); draw(field.name); };
        cell.append(drawValue(field, act), link("Correct", `Correct ${field.label}`, start));
      }
      row.append(element("dt", "", field.label), cell);
      return row;
    });
    root.replaceChildren(...data.facts.map(drawFact), ...fields);
    const row = [...root.children].find((it) => it.dataset.name === focus);
    (row?.querySelector("input, select") ?? row?.querySelector("dd > .link"))?.focus();
  };
  const active = parentElement.activeElement?.closest(".field")?.dataset.name;
  draw(refused && editing.get(root) === refused.name ? refused.name : active);
}
