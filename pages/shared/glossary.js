// Sent by pages/shared/browser.py with every run; the first one defines `tepatTerms`.
// Terms are marked and explained without a change to the texts of the page, which its front end owns: the marks are
// highlights, and for the keys a button that only the focus shows stands at the end of the first text with a term.
window.tepatTerms ||= (() => {
  const MAIN = '[data-testid="stMainBlockContainer"]', TEXTS = '[data-testid="stMarkdownContainer"], [data-testid="stCaptionContainer"]';
  const BARE = "h1, a, button, code, pre, svg, .stMarkdownBadge, [role=button], [role=radiogroup], [role=tablist]";
  const WITHOUT_STOP = "label, summary, h2, h3, h4, h5, h6";
  const marks = window.Highlight && CSS.highlights ? new Highlight() : null;
  const focused = window.Highlight && CSS.highlights ? new Highlight() : null;
  if (marks) CSS.highlights.set("tepat-term", marks), CSS.highlights.set("tepat-term-focused", focused);
  const found = new Map(); // a text → its ranges, each with the term that it holds
  const stops = new Map(); // a term → its button
  let terms = [], byForm = new Map(), pattern = null, due = 0;

  const tip = document.createElement("div");
  Object.assign(tip, { id: "tepat-tip", role: "tooltip", hidden: true });
  document.body.append(tip);

  const show = (term, box) => {
    const name = document.createElement("strong");
    name.textContent = term.name;
    tip.replaceChildren(name, `: ${term.meaning}`);
    tip.hidden = false;
    const wide = Math.min(360, innerWidth - 24);
    tip.style.width = `${wide}px`;
    tip.style.left = `${Math.max(12, Math.min(box.left, innerWidth - wide - 12))}px`;
    const below = box.bottom + 6, high = tip.offsetHeight;
    tip.style.top = `${below + high < innerHeight ? below : Math.max(6, box.top - high - 6)}px`;
  };
  const hide = () => {
    tip.hidden = true;
    focused?.clear();
  };

  const meant = (said) => byForm.get(said.toLowerCase().replace(/\s/g, " "));
  const forget = (text) => {
    for (const [range] of found.get(text) ?? []) marks?.delete(range);
    found.delete(text);
  };
  const stop = (text, range, term) => {
    const before = stops.get(term.name);
    if (before?.isConnected && before.closest(MAIN)) return;
    before?.remove();
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "tepat-term", ariaLabel: term.asked });
    button.setAttribute("aria-describedby", tip.id);
    button.onfocus = () => {
      text.parentElement?.scrollIntoView({ block: "nearest" });
      focused?.add(range);
      show(term, range.getBoundingClientRect());
    };
    button.onblur = hide;
    stops.set(term.name, button);
    text.parentElement.append(button);
  };
  // One mark a term and block is enough; the others are explained all the same.
  const isMarked = (text, range, term) => {
    const block = text.parentElement.closest(TEXTS);
    return [...found].some(([other, ranges]) => block.contains(other)
      && ranges.some(([one, its]) => its === term && one !== range && marks?.has(one)));
  };
  const mark = (text) => {
    const place = text.parentElement;
    if (!place?.closest(TEXTS) || !place.closest(MAIN) || place.closest(BARE)) return;
    forget(text);
    const ranges = [...text.data.matchAll(pattern)].map((match) => {
      const range = new Range();
      range.setStart(text, match.index);
      range.setEnd(text, match.index + match[0].length);
      return [range, meant(match[0])];
    });
    if (!ranges.length) return;
    found.set(text, ranges);
    for (const [range, term] of ranges) {
      if (!isMarked(text, range, term)) marks?.add(range);
      if (!place.closest(WITHOUT_STOP) && place.checkVisibility?.() !== false) stop(text, range, term);
    }
  };
  // Once the page rests for a moment, all of it is looked through.
  const look = () => {
    due = 0;
    for (const text of [...found.keys()]) if (!text.isConnected) forget(text);
    const main = pattern && document.querySelector(MAIN);
    if (!main) return;
    const steps = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    for (let text = steps.nextNode(); text; text = steps.nextNode()) {
      const known = found.get(text);
      if (!known || known.some(([range, term]) => meant(range.toString()) !== term)) mark(text);
    }
  };
  const lookSoon = () => (due ||= setTimeout(look, 250));
  new MutationObserver(lookSoon).observe(document.body, { subtree: true, childList: true, characterData: true });

  const under = (event) => {
    const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const text = at ? at.offsetNode : document.caretRangeFromPoint?.(event.clientX, event.clientY)?.startContainer;
    for (const [range, term] of found.get(text) ?? [])
      for (const box of range.getClientRects())
        if (event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom)
          return [term, box];
    return null;
  };
  // Rests on the term for a moment before it is explained; the explanation itself may be entered.
  let waiting = 0;
  const point = (event) => {
    clearTimeout(waiting);
    if (event.target === tip || tip.contains(event.target)) return;
    const on = under(event);
    if (on) waiting = setTimeout(() => show(...on), event.type === "click" ? 0 : 180);
    else if (!tip.hidden && !document.activeElement?.matches(".tepat-term")) waiting = setTimeout(hide, 250);
  };
  addEventListener("mousemove", point, { passive: true });
  addEventListener("click", point, { passive: true });
  addEventListener("keydown", (event) => event.key === "Escape" && hide(), true);
  addEventListener("scroll", hide, { passive: true, capture: true });

  return {
    explain(given) {
      if (given.length && terms[0]?.name === given[0].name && terms.length === given.length) return;
      terms = given;
      byForm = new Map(terms.flatMap((term) => term.forms.map((form) => [form, term])));
      const forms = [...byForm.keys()].sort((one, other) => other.length - one.length);
      // Streamlit drops a script that holds the sign for less and an exclamation mark.
      pattern = new RegExp(`(?\u003c![\\p{L}\\p{N}/._])(?:${forms.join("|").replaceAll(" ", "\\s")})(?![\\p{L}\\p{N}]|[?._/]\\S)`, "giu");
      for (const button of stops.values()) button.remove();
      stops.clear();
      for (const text of [...found.keys()]) forget(text);
      lookSoon();
    },
  };
})();
