// Follows dom.js: checked sentences with their chips and marks, in the chat and in drafts.

const showTip = (root, anchor, title, body) => {
  const tip = root.querySelector(".tip");
  tip.replaceChildren(element("strong", "", title), element("span", "", body));
  tip.hidden = false;
  const frame = root.getBoundingClientRect();
  const spot = anchor.getBoundingClientRect();
  const left = Math.min(Math.max(spot.left - frame.left - 12, 0), Math.max(frame.width - tip.offsetWidth, 0));
  const above = spot.top - tip.offsetHeight - 8;
  tip.style.left = `${left}px`;
  tip.style.top = `${(above > 56 ? above : spot.bottom + 8) - frame.top}px`;
};

const hideTip = (root) => {
  root.querySelector(".tip").hidden = true;
};

const explain = (root, anchor, title, body) => {
  const show = () => showTip(root, anchor, title, body);
  const hide = () => hideTip(root);
  anchor.onmouseenter = show;
  anchor.onfocus = show;
  anchor.onmouseleave = hide;
  anchor.onblur = hide;
};

const drawChip = (root, statement, chip, open) => {
  const button = element("button", "chip", `[${chip.marker}]`);
  button.type = "button";
  button.dataset.at = `${statement.index}.${chip.citation}`;
  button.setAttribute("aria-label", `Citation ${chip.marker}: ${chip.title}. “${chip.quote}”`);
  explain(root, button, chip.title, chip.quote ? `“${chip.quote}”` : "No sentence is quoted.");
  button.onclick = () => {
    markActive(root, [button.dataset.at]);
    open({ statement: statement.index, citation: chip.citation });
  };
  return button;
};

const drawMark = (root, statement) => {
  const reasons = statement.reasons.join("; ");
  const mark = element("span", "mark", `⚠ ${statement.mark}`);
  mark.tabIndex = 0;
  mark.setAttribute("role", "note");
  mark.append(element("span", "hidden", reasons && `: ${reasons}`));
  explain(root, mark, `Check this sentence: ${statement.mark}`, reasons || "It could not be checked.");
  return mark;
};

const drawStatement = (root, statement, open) => {
  const made = element("span", statement.mark ? "statement failed" : "statement");
  const words = element("span", "words");
  const last = statement.parts.at(-1)?.text ?? "";
  // The last word, unless it is a long one, and the chips share a line: no chip starts the next line alone.
  const cut = last.lastIndexOf(" ") + 1;
  const head = last.length - cut > 24 ? last : last.slice(0, cut);
  for (const part of statement.parts.slice(0, last ? -1 : undefined)) {
    if (part.chip) words.append(drawChip(root, statement, part.chip, open));
    else words.append(part.text);
  }
  const tail = element("span", "tail", last.slice(head.length));
  for (const chip of statement.chips) tail.append("\u00a0", drawChip(root, statement, chip, open));
  words.append(head, tail);
  made.append(words);
  if (statement.mark) made.append(" ", drawMark(root, statement));
  return made;
};

// A quote may be cited in several places; each of them is marked.
const markActive = (root, places) => {
  for (const chip of root.querySelectorAll(".chip")) {
    if (places.includes(chip.dataset.at)) chip.setAttribute("aria-current", "true");
    else chip.removeAttribute("aria-current");
  }
};

// Sentences already drawn are left alone, so that focus and selection survive while more arrive.
const drawProse = (root, prose, paragraphs, drawn, open) => {
  paragraphs.forEach((paragraph, position) => {
    const block = prose.children[position] ?? prose.appendChild(element("p"));
    paragraph.forEach((statement, place) => {
      const seen = JSON.stringify(statement);
      if (drawn.get(statement.index) === seen && block.children[place]) return;
      const made = drawStatement(root, statement, open);
      if (block.children[place]) block.children[place].replaceWith(made);
      else block.append(...(place ? [" ", made] : [made]));
      drawn.set(statement.index, seen);
    });
    while (block.children.length > paragraph.length) block.lastElementChild.remove();
  });
  while (prose.children.length > paragraphs.length) prose.lastElementChild.remove();
};

const buildTip = (root) => {
  const tip = element("div", "tip");
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  root.onkeydown = (event) => { if (event.key === "Escape") hideTip(root); };
  root.append(tip);
};
